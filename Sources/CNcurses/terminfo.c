// What terminfo knows about the terminal. In a file of its own, because term.h defines words such as "columns".

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

int32_t cn_terminfo_colors(void) {
  setlocale(LC_ALL, "");
  return max_colors > 0 ? max_colors : 0;
}

static size_t append(char *buffer, size_t used, size_t size, const char *sequence) {
  if (sequence == NULL || sequence == (const char *)-1) return used;
  for (const char *c = sequence; *c != '\0' && used < size; c++) {
    // Skip padding, "$<5>": it asks for a delay that modern terminals do not need.
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

static const char *capability(int32_t key) {
  switch (key) {
    case CN_KEY_UP: return key_up;
    case CN_KEY_DOWN: return key_down;
    case CN_KEY_LEFT: return key_left;
    case CN_KEY_RIGHT: return key_right;
    case CN_KEY_HOME: return key_home;
    case CN_KEY_END: return key_end;
    case CN_KEY_PAGE_UP: return key_ppage;
    case CN_KEY_PAGE_DOWN: return key_npage;
    case CN_KEY_DELETE: return key_dc;
    case CN_KEY_ENTER: return key_enter;
    case CN_KEY_BACK_TAB: return key_btab;
    case CN_KEY_F0 + 1: return key_f1;
    case CN_KEY_F0 + 2: return key_f2;
    case CN_KEY_F0 + 3: return key_f3;
    case CN_KEY_F0 + 4: return key_f4;
    case CN_KEY_F0 + 5: return key_f5;
    case CN_KEY_F0 + 6: return key_f6;
    case CN_KEY_F0 + 7: return key_f7;
    case CN_KEY_F0 + 8: return key_f8;
    case CN_KEY_F0 + 9: return key_f9;
    case CN_KEY_F0 + 10: return key_f10;
    case CN_KEY_F0 + 11: return key_f11;
    case CN_KEY_F0 + 12: return key_f12;
    default: return NULL;
  }
}

int32_t cn_key_sequence(int32_t key, uint8_t *bytes, int32_t size) {
  return (int32_t)append((char *)bytes, 0, (size_t)size, capability(key));
}
