// The border between Swift and curses. Nothing of curses crosses it: no window, no macro, no wchar_t.
// Text crosses as Unicode scalars, input as bytes, keys and colours as the numbers named here.
// Every function but cn_width is for the main thread alone: curses keeps global state without locks.

#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

/// What cn_open answers.
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

/// Whether the terminal will do, without touching it: what cn_open would answer.
int32_t cn_check(void);

/// How many colours terminfo knows for the terminal, once cn_check has answered CN_OPENED; 0 for none. Takes up the
/// locale of the environment, for cn_is_utf8.
int32_t cn_survey(void);

/// Takes the terminal over: locale, alternate screen, raw input, bracketed paste, and reports of the mouse's buttons if
/// wanted. Standard error goes to an unnamed file while the screen is up, and comes out at the end.
int32_t cn_open(bool wants_mouse);

/// Gives the terminal back as it was found. Safe to call twice.
void cn_close(void);

/// Gives the terminal back, stops the process as Ctrl-Z would, and takes the terminal again on return.
void cn_suspend(void);

/// Sets the terminal's modes again and forgets what is on it; for after SIGCONT.
void cn_resume(void);

/// Whether the locale's character set is UTF-8.
bool cn_is_utf8(void);

/// How many colours the terminal has; 0 for none.
int32_t cn_colors(void);

/// The size the kernel knows for the terminal, in columns and rows; at least 1 each.
void cn_size(int32_t *columns, int32_t *rows);

/// Tells curses of a new size.
void cn_resize(int32_t columns, int32_t rows);

/// Puts one cell: a base scalar with up to four combining ones, CN_ attribute bits, and colours from 0 to
/// 255, or -1 for the terminal's own.
void cn_put(
    int32_t column, int32_t row, const uint32_t *scalars, int32_t count, uint32_t attributes,
    int32_t foreground, int32_t background);

/// Makes curses forget what the terminal shows in a row, so that it is sent whole.
void cn_forget_row(int32_t row);

/// Where the cursor rests, and whether it shows.
void cn_cursor(int32_t column, int32_t row, bool visible);

/// Sends what differs from what the terminal shows; everything, after cn_redraw.
void cn_flush(void);

/// Makes the next cn_flush paint every cell anew.
void cn_redraw(void);

/// Sends a control sequence that changes nothing on the screen.
void cn_send(const char *sequence);

/// Reads input without waiting: the number of bytes, at most `size`; 0 for none; -1 once the terminal is gone.
int32_t cn_read(uint8_t *bytes, int32_t size);

/// The sequence that terminfo has for a CN_KEY number, after cn_open: its length in bytes, 0 for none.
int32_t cn_key_sequence(int32_t key, uint8_t *bytes, int32_t size);

/// The milliseconds a lone Escape waits for the rest of a sequence: ESCDELAY, or 25 where that is not set.
int32_t cn_escape_delay(void);

/// The columns a scalar takes in a UTF-8 locale: 0, 1 or 2, or -1 for one that cannot be printed. The same
/// whatever locale the process runs in. Safe on every thread.
int32_t cn_width(uint32_t scalar);

/// Starts to watch SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM and SIGHUP; returns a descriptor that becomes
/// readable when one came, or -1 with errno set.
int32_t cn_signals_open(void);

/// The next signal that came, or 0.
int32_t cn_signals_next(void);

#endif
