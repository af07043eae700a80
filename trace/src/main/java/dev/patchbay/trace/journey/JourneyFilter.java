package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Journeys.Dropped;
import dev.patchbay.core.Leg;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.trace.pcap.Names;
import dev.patchbay.trace.pcap.PcapFilterException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which journeys are shown: those in which at some moment something holds.
public final class JourneyFilter {
  /// Every journey.
  public static final JourneyFilter ALL = new JourneyFilter(journey -> true);

  /// Those that a program, or a rule with the target TRACE, began.
  public static final JourneyFilter SENT = new JourneyFilter(journey -> !journey.title().isEmpty());

  private static final int STATUS = 2;
  private static final List<String> OURS = List.of("netns", "drop", "rule");
  private static final List<String> JOINTS = List.of("and", "or", "&&", "||");
  private static final List<String> NEGATIONS = List.of("not", "!");
  private static final Pattern WORD = Pattern.compile("\\S+");

  private final Predicate<Journey> wanted;

  /// One thing that happened, and what happened to the same packet before.
  private record Moment(Journey.Entry entry, Journey.@Nullable Entry before) {}

  private JourneyFilter(Predicate<Journey> wanted) {
    this.wanted = wanted;
  }

  /// Those of `journeys` that are shown.
  public List<Journey> of(List<Journey> journeys) {
    return journeys.stream().filter(wanted).toList();
  }

  /// Reads a filter: terms joined by `and` and `or`, which bind alike, each perhaps with `not`.
  ///
  /// @param asker who asks for it, as a refusal begins
  /// @param names what names in it stand for
  /// @throws CommandException with status 2, and a caret under the place, when it makes no sense
  public static JourneyFilter parse(String text, String asker, Names names) {
    return new Reader(text.strip(), asker, names).read();
  }

  /// Reads a filter word by word, and remembers where each stands.
  private static final class Reader {
    private final String text;
    private final String asker;
    private final Names names;
    private final List<MatchResult> words;
    private int next;

    Reader(String text, String asker, Names names) {
      this.text = text;
      this.asker = asker;
      this.names = names;
      this.words = WORD.matcher(text).results().toList();
    }

    JourneyFilter read() {
      Predicate<Moment> filter = term();
      while (next < words.size()) {
        int at = next;
        filter =
            switch (word()) {
              case "and", "&&" -> filter.and(term());
              case "or", "||" -> filter.or(term());
              default -> throw refusal("expected and, or", place(at));
            };
      }
      Predicate<Moment> whole = filter;
      return new JourneyFilter(journey -> anyMatch(journey.entries(), whole));
    }

    private Predicate<Moment> term() {
      int at = next;
      String word = word();
      return switch (word) {
        case "not", "!" -> term().negate();
        case "netns" -> netns(word());
        case "drop" -> drop();
        case "rule" -> rule(word());
        default -> packets(at);
      };
    }

    /// The words up to the next term of ours are one expression of tcpdump's language.
    private Predicate<Moment> packets(int first) {
      while (next < words.size() && !(isJoint(next) && isOurs(next + 1))) {
        next++;
      }
      int begin = place(first);
      try {
        String told = text.substring(begin, words.get(next - 1).end());
        FrameFilter filter = new FrameFilter(told, names);
        return moment -> filter.test(moment.entry());
      } catch (PcapFilterException e) {
        throw refusal(e.getMessage(), begin + e.position());
      }
    }

    private boolean isJoint(int at) {
      return JOINTS.contains(words.get(at).group());
    }

    /// Whether a term of ours stands there.
    private boolean isOurs(int from) {
      int at = from;
      while (at < words.size() && NEGATIONS.contains(words.get(at).group())) {
        at++;
      }
      return at < words.size() && OURS.contains(words.get(at).group());
    }

    private String word() {
      if (next >= words.size()) {
        throw refusal("it ends too early", text.length());
      }
      return words.get(next++).group();
    }

    private int place(int word) {
      return words.get(word).start();
    }

    private Predicate<Moment> drop() {
      if (next == words.size() || isJoint(next)) {
        return moment -> moment.entry().stage() instanceof Dropped;
      }
      String name = word().toUpperCase(Locale.ROOT);
      return moment ->
          moment.entry().stage() instanceof Dropped dropped && dropped.reason().name().equals(name);
    }

    private CommandException refusal(@Nullable String why, int place) {
      String caret = " ".repeat(Math.max(0, place)) + "^";
      return new CommandException(STATUS, "%s: %s\n  %s\n  %s".formatted(asker, why, text, caret));
    }
  }

  private static boolean anyMatch(List<Journey.Entry> entries, Predicate<Moment> wanted) {
    Map<Leg, Journey.Entry> last = new HashMap<>();
    for (Journey.Entry entry : entries) {
      if (wanted.test(new Moment(entry, last.put(entry.leg(), entry)))) {
        return true;
      }
    }
    return false;
  }

  private static Predicate<Moment> netns(String name) {
    return moment -> moment.entry().netns().equals(name) || moment.entry().machine().equals(name);
  }

  /// A rule that matches; also the drop that it caused, which comes next.
  private static Predicate<Moment> rule(String text) {
    return moment -> {
      Journey.Entry before = moment.before();
      boolean caused = moment.entry().stage() instanceof Dropped && before != null;
      return isRule(moment.entry(), text) || (caused && isRule(before, text));
    };
  }

  private static boolean isRule(Journey.@Nullable Entry entry, String text) {
    return entry != null
        && entry.stage().name().equals("rule")
        && StageText.of(entry.stage()).contains(text);
  }
}
