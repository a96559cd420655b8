// Restores the terminal when the program dies. A Swift trap does not unwind and runs no exit handlers, so a signal
// handler does it, with async-signal-safe calls only (signal-safety(7)); endwin is not one.

#include "internal.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
enum { fatal_count = sizeof fatal_signals / sizeof *fatal_signals };

static struct sigaction previous_actions[fatal_count];
static volatile sig_atomic_t armed = 0;
static struct termios modes;
static char restore[512];
static size_t restore_length = 0;

static int held = -1;
static int true_stderr = -1;

static void put(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = write(descriptor, bytes, count);
    if (sent <= 0) return;
    bytes += sent;
    count -= (size_t)sent;
  }
}

void cn_emergency_restore(void) {
  if (!armed) return;
  armed = 0;
  put(STDOUT_FILENO, restore, restore_length);
  tcsetattr(STDIN_FILENO, TCSANOW, &modes);
  cn_stderr_release();
}

static void rescue(int number) {
  cn_emergency_restore();
  // The previous handler (Swift's backtracer, or the default) gets the signal next: it is blocked until this handler
  // returns.
  for (int i = 0; i < fatal_count; i++)
    if (fatal_signals[i] == number) sigaction(number, &previous_actions[i], NULL);
  raise(number);
}

void cn_rescue_open(void) {
  tcgetattr(STDIN_FILENO, &modes);
  restore_length = cn_terminfo_restore(restore, sizeof restore);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = rescue;
  action.sa_flags = SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal_signals[i], &action, &previous_actions[i]);
  armed = 1;
}

void cn_rescue_close(void) {
  if (!armed) return;
  armed = 0;
  for (int i = 0; i < fatal_count; i++) sigaction(fatal_signals[i], &previous_actions[i], NULL);
}

void cn_stderr_hold(void) {
  if (true_stderr >= 0 || !isatty(STDERR_FILENO)) return;
  FILE *file = tmpfile();
  if (file == NULL) return;
  held = dup(fileno(file));
  fclose(file);
  true_stderr = dup(STDERR_FILENO);
  if (held >= 0 && true_stderr >= 0) dup2(held, STDERR_FILENO);
}

void cn_stderr_release(void) {
  if (true_stderr < 0) return;
  dup2(true_stderr, STDERR_FILENO);
  close(true_stderr);
  true_stderr = -1;
  char bytes[4096];
  off_t offset = 0;
  ssize_t count;
  while ((count = pread(held, bytes, sizeof bytes, offset)) > 0) {
    put(STDERR_FILENO, bytes, (size_t)count);
    offset += count;
  }
  close(held);
  held = -1;
}
