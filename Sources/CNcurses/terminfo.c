// What terminfo knows of the terminal. Apart from the rest, because term.h defines words such as "columns".

#include "internal.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

int32_t cn_check(void) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CN_NOT_A_TERMINAL;
  int found = 0;
  const char *name = getenv("TERM");
  if (name == NULL || *name == '\0') return CN_UNKNOWN_TERMINAL;
  if (setupterm(NULL, STDOUT_FILENO, &found) != OK) return CN_UNKNOWN_TERMINAL;
  return cursor_address == NULL ? CN_UNFIT_TERMINAL : CN_OPENED;
}

int32_t cn_survey(void) {
  setlocale(LC_ALL, "");
  return max_colors > 0 ? max_colors : 0;
}

static size_t append(char *buffer, size_t used, size_t size, const char *sequence) {
  if (sequence == NULL || sequence == (const char *)-1) return used;
  for (const char *c = sequence; *c != '\0' && used < size; c++) {
    // Padding, "$<5>", asks for a pause that no terminal of today needs.
    const char *end = c[0] == '$' && c[1] == '<' ? strchr(c, '>') : NULL;
    if (end != NULL)
      c = end;
    else
      buffer[used++] = *c;
  }
  return used;
}

size_t cn_terminfo_restore(char *buffer, size_t size) {
  const char *const sequences[] = {
      "\033[?2004l", "\033[?1006l\033[?1000l", keypad_local, exit_attribute_mode, orig_pair, exit_ca_mode, cursor_normal,
  };
  size_t used = 0;
  for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
    used = append(buffer, used, size, sequences[i]);
  return used;
}
