// Declarations shared by the C files.

#ifndef CNCURSES_INTERNAL_H
#define CNCURSES_INTERNAL_H

// curses.h declares the wide-character functions only with these (NCURSES_WIDECHAR).
#ifdef __linux__
#define _GNU_SOURCE
#endif
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1

#include <curses.h>
#include <stddef.h>

#include "include/CNcurses.h"

/// Writes the bytes that restore the terminal, cut at `size`, and returns how many there are.
size_t cn_terminfo_restore(char *buffer, size_t size);

/// Sets whether cn_input_modes(true) also turns on mouse reports.
void cn_input_open(bool wants_reports);

/// Forgets the colour pairs of the previous screen.
void cn_paint_open(void);

/// Prepares to restore the terminal with async-signal-safe calls only, and installs the crash handlers.
void cn_rescue_open(void);

/// Restores the terminal from a signal handler, once. Async-signal-safe.
void cn_emergency_restore(void);

/// Uninstalls the crash handlers.
void cn_rescue_close(void);

/// Redirects standard error to an unnamed file, if it is a terminal.
void cn_stderr_hold(void);

/// Points standard error back at the terminal, and prints what was held back. Async-signal-safe.
void cn_stderr_release(void);

/// Switches bracketed paste (DEC mode 2004), and mouse reports if wanted, on or off.
void cn_input_modes(bool on);

#endif
