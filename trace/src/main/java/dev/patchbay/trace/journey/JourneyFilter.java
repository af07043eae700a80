package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Journeys.Dropped;
import dev.patchbay.core.text.CommandException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Which journeys are shown: those in which at some moment something holds.
public final class JourneyFilter {
  /// Every journey.
  public static final JourneyFilter ALL = new JourneyFilter(journey -> true);

  /// Those that a program, or a rule with the target TRACE, began.
  public static final JourneyFilter SENT = new JourneyFilter(journey -> !journey.title().isEmpty());

  private static final int STATUS = 2;
  private static final List<String> OURS = List.of("netns", "drop", "rule");

  private final Predicate<Journey> wanted;

  private JourneyFilter(Predicate<Journey> wanted) {
    this.wanted = wanted;
  }

  /// Those of `journeys` that are shown.
  public List<Journey> of(List<Journey> journeys) {
    return journeys.stream().filter(wanted).toList();
  }

  /// Reads a filter: terms joined by `and` and `or`, which bind alike, each perhaps with `not`.
  ///
  /// @throws CommandException with status 2 when it makes no sense
  public static JourneyFilter parse(String text) {
    ArrayDeque<String> words = new ArrayDeque<>(Arrays.asList(text.strip().split("\\s+")));
    Predicate<Journey.Entry> filter = term(words);
    while (!words.isEmpty()) {
      String joint = words.poll();
      filter =
          switch (joint) {
            case "and", "&&" -> filter.and(term(words));
            case "or", "||" -> filter.or(term(words));
            default -> throw refusal("\"" + joint + "\": expected and, or");
          };
    }
    Predicate<Journey.Entry> whole = filter;
    return new JourneyFilter(journey -> journey.entries().stream().anyMatch(whole));
  }

  private static Predicate<Journey.Entry> term(ArrayDeque<String> words) {
    String word = next(words);
    return switch (word) {
      case "not", "!" -> term(words).negate();
      case "netns" -> netns(next(words));
      case "drop" -> drop(words);
      case "rule" -> rule(next(words));
      default -> packets(word, words);
    };
  }

  /// The words up to the next term of ours are one expression of tcpdump's language.
  private static Predicate<Journey.Entry> packets(String first, ArrayDeque<String> words) {
    StringBuilder expression = new StringBuilder(first);
    while (!words.isEmpty() && !(isJoint(words.peek()) && isOurs(words))) {
      expression.append(' ').append(words.remove());
    }
    return new FrameFilter(expression.toString());
  }

  private static boolean isJoint(String word) {
    return word.equals("and") || word.equals("or") || word.equals("&&") || word.equals("||");
  }

  /// Whether behind the joint in front stands a term of ours.
  private static boolean isOurs(ArrayDeque<String> words) {
    return words.stream()
        .skip(1)
        .filter(word -> !word.equals("not") && !word.equals("!"))
        .findFirst()
        .map(OURS::contains)
        .orElse(false);
  }

  private static String next(ArrayDeque<String> words) {
    String word = words.poll();
    if (word == null || word.isEmpty()) {
      throw refusal("it ends too early");
    }
    return word;
  }

  private static CommandException refusal(String text) {
    return new CommandException(STATUS, "filter: " + text);
  }

  private static Predicate<Journey.Entry> netns(String name) {
    return entry -> entry.netns().equals(name) || entry.machine().equals(name);
  }

  private static Predicate<Journey.Entry> drop(ArrayDeque<String> words) {
    String reason = words.peek();
    if (reason == null || isJoint(reason)) {
      return entry -> entry.stage() instanceof Dropped;
    }
    String name = words.remove().toUpperCase(Locale.ROOT);
    return entry ->
        entry.stage() instanceof Dropped dropped && dropped.reason().name().equals(name);
  }

  private static Predicate<Journey.Entry> rule(String text) {
    return entry ->
        entry.stage().name().equals("rule") && StageText.of(entry.stage()).contains(text);
  }
}
