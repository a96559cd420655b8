// The boundary between Swift and curses. No curses type, macro or wchar_t crosses it.
// Text crosses as Unicode scalars, input as bytes, keys and colours as the numbers named here.
// Every function but cn_width is for the main thread alone: curses keeps global state without locks.

#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

/// Results of cn_open.
enum {
  CN_OPENED = 0,
  /// Standard input or output is not a terminal.
  CN_NOT_A_TERMINAL = 1,
  /// TERM is unset, or terminfo has no entry of that name.
  CN_UNKNOWN_TERMINAL = 2,
  /// The terminal is known but cannot move its cursor, or curses refused it.
  CN_UNFIT_TERMINAL = 3,
};

/// Attribute bits for cn_put.
enum {
  CN_BOLD = 1,
  CN_DIM = 2,
  CN_UNDERLINE = 4,
  CN_REVERSE = 8,
};

/// Keys whose sequences terminfo knows, for cn_key_sequence. F1 is CN_KEY_F0 + 1, and so on up to F12.
enum {
  CN_KEY_UP = 1,
  CN_KEY_DOWN,
  CN_KEY_LEFT,
  CN_KEY_RIGHT,
  CN_KEY_HOME,
  CN_KEY_END,
  CN_KEY_PAGE_UP,
  CN_KEY_PAGE_DOWN,
  CN_KEY_DELETE,
  CN_KEY_ENTER,
  CN_KEY_BACK_TAB,
  CN_KEY_F0 = 64,
};

/// Returns what cn_open would return, without touching the terminal.
int32_t cn_check(void);

/// The number of colours in terminfo; 0 if there are none. Call it after cn_check has returned CN_OPENED. Also adopts
/// the locale of the environment, for cn_is_utf8.
int32_t cn_terminfo_colors(void);

/// Takes the terminal over: locale, alternate screen, raw input, bracketed paste, and mouse button reports if
/// wanted. Standard error goes to an unnamed file while the screen is up, and comes out at the end.
int32_t cn_open(bool reports_mouse);

/// Restores the terminal. Safe to call twice.
void cn_close(void);

/// Restores the terminal, stops the process as Ctrl-Z would, and takes the terminal over again on return.
void cn_suspend(void);

/// Sets the terminal's modes again and forgets its content, after SIGCONT.
void cn_resume(void);

/// Whether the locale's character set is UTF-8.
bool cn_is_utf8(void);

/// The number of colours; 0 if there are none.
int32_t cn_colors(void);

/// The terminal's size in columns and rows, as known to the kernel; 80x24 if unknown.
void cn_size(int32_t *columns, int32_t *rows);

/// Tells curses the new size.
void cn_resize(int32_t columns, int32_t rows);

/// Puts one cell: a base scalar with up to four combining marks, CN_ attribute bits, and colours from 0 to 255, or -1
/// for the terminal's own.
void cn_put(
    int32_t column, int32_t row, const uint32_t *scalars, int32_t count, uint32_t attributes,
    int32_t foreground, int32_t background);

/// Makes curses forget the content of a row, so that it is sent in full.
void cn_forget_row(int32_t row);

/// Moves the cursor, and shows or hides it.
void cn_cursor(int32_t column, int32_t row, bool visible);

/// Sends what differs from the terminal's content; after cn_redraw, everything.
void cn_flush(void);

/// Makes the next cn_flush repaint every cell.
void cn_redraw(void);

/// Sends a control sequence that changes nothing on the screen.
void cn_send(const char *sequence);

/// Reads input without waiting: the number of bytes, at most `size`; 0 for none; -1 once the terminal is gone.
int32_t cn_read(uint8_t *bytes, int32_t size);

/// The sequence that terminfo has for a CN_KEY number, after cn_open: its length in bytes, 0 for none.
int32_t cn_key_sequence(int32_t key, uint8_t *bytes, int32_t size);

/// The milliseconds a lone Escape waits for the rest of a sequence: ESCDELAY, or 25 where that is not set.
int32_t cn_escape_delay(void);

/// The columns a scalar takes in a UTF-8 locale: 0, 1 or 2, or -1 if it is unprintable. Independent of the
/// process's locale, if the system has one of C.UTF-8, C.utf8 and en_US.UTF-8. Thread-safe.
int32_t cn_width(uint32_t scalar);

/// Starts watching SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM and SIGHUP. Returns a descriptor that becomes readable
/// when one arrives, or -1 with errno set. Also ignores SIGPIPE. The third SIGINT or SIGTERM restores the terminal and
/// ends the process.
int32_t cn_signals_open(void);

/// The next signal that arrived, or 0.
int32_t cn_signals_next(void);

#endif
