package dev.patchbay.core.text;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A pattern with `*`, `?` and `[…]` that a whole name must match (`fnmatch`).
public final class Glob {
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private final Pattern pattern;

  private Glob(String glob, int flags) {
    this.pattern = compiled(regex(glob), flags);
  }

  /// A set like `[z-a]` has no member.
  private static Pattern compiled(String regex, int flags) {
    try {
      return Pattern.compile(regex, flags);
    } catch (PatternSyntaxException e) {
      return NOTHING;
    }
  }

  public static Glob of(String glob) {
    return new Glob(glob, 0);
  }

  /// One to which small and capital letters are the same (`FNM_CASEFOLD`).
  public static Glob ignoringCase(String glob) {
    return new Glob(glob, Pattern.CASE_INSENSITIVE);
  }

  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at);
      int end = c == '[' ? endOfSet(glob, at) : -1;
      if (end > 0) {
        set(glob.substring(at + 1, end), regex);
        at = end + 1;
        continue;
      }
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
      at++;
    }
    return regex.toString();
  }

  /// Where the set ends that begins at `at`, or -1: a `]` that comes first is one of the set.
  private static int endOfSet(String glob, int at) {
    int first = at + 1;
    if (first < glob.length() && (glob.charAt(first) == '!' || glob.charAt(first) == '^')) {
      first++;
    }
    return glob.indexOf(']', first + 1);
  }

  private static void set(String members, StringBuilder regex) {
    boolean inverse = members.startsWith("!") || members.startsWith("^");
    regex.append(inverse ? "[^" : "[");
    for (char c : members.substring(inverse ? 1 : 0).toCharArray()) {
      regex.append("\\[]&^".indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    regex.append(']');
  }
}
