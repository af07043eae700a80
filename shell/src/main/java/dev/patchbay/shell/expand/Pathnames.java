package dev.patchbay.shell.expand;

import java.util.List;

/// Pathname expansion (XCU 2.6.6): the files that a pattern stands for, sorted.
final class Pathnames {
  private final Scope scope;

  Pathnames(Scope scope) {
    this.scope = scope;
  }

  /// Adds the names of the files; nothing when there are none. Whether there were any.
  boolean expand(String pattern, List<String> into) {
    int before = into.size();
    walk("", pattern, into);
    into.subList(before, into.size()).sort(null);
    return into.size() > before;
  }

  private void walk(String path, String rest, List<String> into) {
    int slash = rest.indexOf('/');
    String component = slash < 0 ? rest : rest.substring(0, slash);
    int next = slash;
    while (next >= 0 && next < rest.length() && rest.charAt(next) == '/') {
      next++;
    }
    String slashes = slash < 0 ? "" : rest.substring(slash, next);
    String after = slash < 0 ? "" : rest.substring(next);
    Pattern pattern = Pattern.of(component);
    if (pattern.isPlain()) {
      step(path + pattern.plain() + slashes, after, into);
      return;
    }
    boolean hidden = component.startsWith(".") || component.startsWith("\\.");
    for (String name : scope.names(path)) {
      if ((hidden || !name.startsWith(".")) && pattern.matches(name)) {
        step(path + name + slashes, after, into);
      }
    }
  }

  private void step(String path, String after, List<String> into) {
    if (!after.isEmpty()) {
      walk(path, after, into);
    } else if (scope.exists(path)) {
      into.add(path);
    }
  }
}
