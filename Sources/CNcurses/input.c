// Input is read as bytes: curses would drop what a read cuts in two, and what the locale cannot express.

#include "internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Curses' default of 1000 ms makes the Escape key feel stuck.
static const int32_t escape_delay = 25;

static bool reports_mouse = false;

void cn_input_open(bool wants_reports) { reports_mouse = wants_reports; }

static void put(const char *sequence) {
  // A terminal that accepts no output is about to hang up; there is no better way to handle the error.
  ssize_t sent = write(STDOUT_FILENO, sequence, strlen(sequence));
  (void)sent;
}

void cn_input_modes(bool on) {
  put(on ? "\033[?2004h" : "\033[?2004l");
  if (reports_mouse) put(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

int32_t cn_read(uint8_t *bytes, int32_t size) {
  struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
  if (poll(&in, 1, 0) <= 0) return 0;
  ssize_t count = read(STDIN_FILENO, bytes, (size_t)size);
  if (count > 0) return (int32_t)count;
  return count < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : -1;
}

int32_t cn_escape_delay(void) {
  const char *text = getenv("ESCDELAY");
  if (text == NULL) return escape_delay;
  char *end = NULL;
  long value = strtol(text, &end, 10);
  return end != text && *end == '\0' && value >= 0 && value <= 10000 ? (int32_t)value : escape_delay;
}
