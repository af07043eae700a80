package dev.patchbay.shell.expand;

import java.util.List;

/// Pathname expansion (XCU 2.6.6): the files that a pattern stands for, sorted.
final class Pathnames {
  private final Scope scope;

  Pathnames(Scope scope) {
    this.scope = scope;
  }

  /// Whether the text is a pattern, and not only one name.
  boolean isPattern(String text) {
    return !Pattern.of(text, manner()).isPlain();
  }

  private Pattern.Manner manner() {
    return new Pattern.Manner(scope.has(ShellOption.EXTGLOB), scope.has(ShellOption.NOCASEGLOB));
  }

  /// Adds the names of the files. Where there are none nothing is added; whether the pattern is
  /// then no word at all.
  ///
  /// @throws ExpansionException when there are none and `shopt -s failglob`
  boolean expand(String pattern, String written, List<String> into) {
    int before = into.size();
    new Walk(manner(), into).walk("", pattern);
    into.subList(before, into.size()).sort(null);
    if (into.size() == before && scope.has(ShellOption.FAILGLOB)) {
      throw new ExpansionException("no match: " + written, ExpansionException.Severity.COMMAND);
    }
    return into.size() > before || scope.has(ShellOption.NULLGLOB);
  }

  /// One walk through the directories.
  private final class Walk {
    private final Pattern.Manner manner;
    private final List<String> into;
    private final boolean hiddenToo = scope.has(ShellOption.DOTGLOB);
    private final boolean deep = scope.has(ShellOption.GLOBSTAR);

    Walk(Pattern.Manner manner, List<String> into) {
      this.manner = manner;
      this.into = into;
    }

    void walk(String path, String rest) {
      int slash = rest.indexOf('/');
      String component = slash < 0 ? rest : rest.substring(0, slash);
      int next = slash;
      while (next >= 0 && next < rest.length() && rest.charAt(next) == '/') {
        next++;
      }
      String slashes = slash < 0 ? "" : rest.substring(slash, next);
      String after = slash < 0 ? "" : rest.substring(next);
      if (deep && component.equals("**")) {
        deep(path, slashes, after);
        return;
      }
      Pattern pattern = Pattern.of(component, manner);
      if (pattern.isPlain()) {
        step(path + pattern.plain() + slashes, after);
        return;
      }
      boolean hidden = component.startsWith(".") || component.startsWith("\\.");
      for (String name : scope.names(path)) {
        if ((hidden || hiddenToo || !name.startsWith(".")) && pattern.matches(name)) {
          step(path + name + slashes, after);
        }
      }
    }

    /// `**`: this directory and all below it.
    private void deep(String path, String slashes, String after) {
      if (!slashes.isEmpty() && (!path.isEmpty() || !after.isEmpty())) {
        step(path, after);
      }
      for (String name : scope.names(path)) {
        boolean directory = scope.exists(path + name + "/");
        if (!hiddenToo && name.startsWith(".")) {
          continue;
        }
        if (slashes.isEmpty()) {
          into.add(path + name);
        }
        if (directory) {
          deep(path + name + "/", slashes, after);
        }
      }
    }

    private void step(String path, String after) {
      if (!after.isEmpty()) {
        walk(path, after);
      } else if (scope.exists(path)) {
        into.add(path);
      }
    }
  }
}
