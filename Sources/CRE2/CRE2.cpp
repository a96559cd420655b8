#include "CRE2.h"

#include <re2/re2.h>

struct cre2_pattern {
  RE2 expression;
};

cre2_pattern *cre2_compile(const char *text, size_t length, size_t memory) {
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(static_cast<int64_t>(memory));
  options.set_never_capture(true);
  auto pattern = new cre2_pattern{RE2({text, length}, options)};
  if (pattern->expression.ok()) return pattern;
  delete pattern;
  return nullptr;
}

int cre2_size(const cre2_pattern *pattern) { return pattern->expression.ProgramSize(); }

bool cre2_matches(const cre2_pattern *pattern, const char *text, size_t length) {
  return pattern->expression.Match({text, length}, 0, length, RE2::UNANCHORED, nullptr, 0);
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }
