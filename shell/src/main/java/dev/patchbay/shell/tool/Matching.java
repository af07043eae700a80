package dev.patchbay.shell.tool;

import dev.patchbay.core.text.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Looks for an extended regular expression of POSIX in a text, as `[[ text =~ expression ]]` does.
public final class Matching {
  private Matching() {}

  /// The text so that each of its characters stands for itself.
  public static String literal(String text) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if ("\\[]{}()*+?^$|.".indexOf(text.charAt(i)) >= 0) {
        quoted.append('\\');
      }
      quoted.append(text.charAt(i));
    }
    return quoted.toString();
  }

  /// A text whose search can be stopped: some expressions take for ever.
  private static final class Stoppable implements CharSequence {
    private static final int STEPS = 1 << 16;

    private final String text;
    private final Runnable checkpoint;
    private int steps;

    Stoppable(String text, Runnable checkpoint) {
      this.text = text;
      this.checkpoint = checkpoint;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++steps % STEPS == 0) {
        checkpoint.run();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// The first match and its groups, those that took no part empty; nothing when there is none.
  /// `checkpoint` is run now and then, and may throw.
  ///
  /// @throws CommandException when it is no expression, with status 2
  public static List<String> find(
      String expression, String text, boolean anyCase, Runnable checkpoint) {
    try {
      PosixRegex.Translated translated = PosixRegex.translate(expression, true);
      int flags = Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE : 0);
      Matcher matcher =
          Pattern.compile(translated.java(), flags).matcher(new Stoppable(text, checkpoint));
      boolean found = matcher.find() && (!translated.hasChoice() || lengthen(matcher, text));
      return found ? groups(matcher) : List.of();
    } catch (PosixRegex.Malformed | PatternSyntaxException e) {
      throw new CommandException(2, "");
    }
  }

  /// Of the matches that begin where the first one does, POSIX means the longest.
  private static boolean lengthen(Matcher matcher, String text) {
    int start = matcher.start();
    matcher.useAnchoringBounds(false).useTransparentBounds(true);
    int end = text.length();
    while (!matcher.region(start, end).matches()) {
      end--;
    }
    return true;
  }

  private static List<String> groups(Matcher matcher) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      groups.add(group == null ? "" : group);
    }
    return groups;
  }
}
