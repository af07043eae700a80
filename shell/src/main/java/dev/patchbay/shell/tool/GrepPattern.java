package dev.patchbay.shell.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What `grep` looks for.
final class GrepPattern {
  /// How the patterns are to be read.
  enum Syntax {
    BASIC,
    EXTENDED,
    FIXED,
    PERL
  }

  /// Where in a line a match stands.
  record Span(int start, int end) {}

  private final Program program;
  private final Pattern pattern;
  private final boolean longest;
  private final boolean isNothing;

  private GrepPattern(Program program, Pattern pattern, boolean longest, boolean isNothing) {
    this.program = program;
    this.pattern = pattern;
    this.longest = longest;
    this.isNothing = isNothing;
  }

  /// @throws dev.patchbay.core.text.CommandException with status 2 when a pattern makes no sense
  static GrepPattern of(
      Program program,
      List<String> patterns,
      Syntax syntax,
      boolean ignoreCase,
      boolean words,
      boolean lines) {
    StringJoiner all = new StringJoiner("|");
    boolean choice = patterns.size() > 1;
    try {
      for (String one : patterns) {
        switch (syntax) {
          case FIXED -> all.add(Pattern.quote(one));
          case PERL -> all.add(one);
          default -> {
            PosixRegex.Translated translated = PosixRegex.translate(one, syntax == Syntax.EXTENDED);
            all.add(translated.java());
            choice |= translated.hasChoice();
            translated.warnings().forEach(w -> program.warn("warning: " + w));
          }
        }
      }
      String java = all.toString();
      if (lines) {
        java = "^(?:" + java + ")$";
      } else if (words) {
        java = "(?<![A-Za-z0-9_])(?:" + java + ")(?![A-Za-z0-9_])";
      }
      int flags = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
      Pattern pattern = Pattern.compile(java, flags | Pattern.DOTALL);
      return new GrepPattern(program, pattern, choice && syntax != Syntax.PERL, patterns.isEmpty());
    } catch (PosixRegex.Malformed | PatternSyntaxException e) {
      String message =
          e instanceof PatternSyntaxException p
              ? p.getDescription()
              : String.valueOf(e.getMessage());
      throw program.refusal(2, message);
    }
  }

  boolean matches(String line) {
    try {
      return !isNothing && pattern.matcher(line).find();
    } catch (StackOverflowError e) {
      throw program.refusal(2, "stack overflow");
    }
  }

  /// The parts of the line that match, the empty ones left out.
  List<Span> spans(String line) {
    List<Span> spans = new ArrayList<>();
    Matcher matcher = pattern.matcher(line);
    int from = 0;
    while (!isNothing && from <= line.length() && matcher.find(from)) {
      int end = longest ? longestEnd(line, matcher.start(), matcher.end()) : matcher.end();
      if (end > matcher.start()) {
        spans.add(new Span(matcher.start(), end));
        from = end;
      } else {
        from = matcher.end() + 1;
      }
    }
    return spans;
  }

  /// POSIX takes the longest of the matches that begin where the first begins.
  private int longestEnd(String line, int start, int end) {
    Matcher matcher = pattern.matcher(line).useTransparentBounds(true).useAnchoringBounds(false);
    for (int longer = line.length(); longer > end; longer--) {
      if (matcher.region(start, longer).matches()) {
        return longer;
      }
    }
    return end;
  }
}
