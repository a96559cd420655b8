// What the C files share among themselves.

#ifndef CNCURSES_INTERNAL_H
#define CNCURSES_INTERNAL_H

// The wide-character functions are declared only with these (curses.h, NCURSES_WIDECHAR).
#ifdef __linux__
#define _GNU_SOURCE
#endif
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1

#include <curses.h>
#include <stddef.h>

#include "include/CNcurses.h"

/// Writes the bytes that give the terminal back, and says how many there are; they are cut at the size.
size_t cn_terminfo_restore(char *buffer, size_t size);

/// Notes whether reports of the mouse are wanted.
void cn_input_open(bool wants_mouse);

/// Forgets the colour pairs of the last screen.
void cn_paint_open(void);

/// Remembers how to give the terminal back with async-signal-safe calls alone, and arms the crash handlers.
void cn_rescue_open(void);

/// Gives the terminal back from a signal handler, once. Async-signal-safe.
void cn_give_back(void);

/// Disarms the crash handlers.
void cn_rescue_close(void);

/// Keeps standard error in a nameless file, if it is a terminal now.
void cn_stderr_hold(void);

/// Standard error goes to the terminal again, and what was held comes out. Async-signal-safe.
void cn_stderr_release(void);

/// Switches bracketed paste (DEC mode 2004), and reports of the mouse where they are wanted, on or off.
void cn_input_modes(bool on);

#endif
