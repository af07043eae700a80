package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Syntax;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.set.Question;
import dev.patchbay.filter.set.Question.Comparison;
import dev.patchbay.filter.set.SetReference;
import dev.patchbay.filter.set.Slot;
import dev.patchbay.packet.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m set`: whether the packet is in a set.
public final class Set implements MatchKind {
  private static final Option<SetReference> SET =
      Option.of("match-set", named())
          .pair("--match-set requires two args.")
          .invertible()
          .once("--match-set can be specified only once");
  private static final Option<SetReference> OLD_SET =
      Option.of("set", old()).pair("--match-set requires two args.").invertible();
  private static final Option<Void> NOMATCH =
      Option.flag("return-nomatch").straight("--return-nomatch flag cannot be inverted");
  private static final Option<Void> UPDATE =
      Option.flag("update-counters").invertible().repeatable();
  private static final Option<Void> UPDATE_MEMBERS =
      Option.flag("update-subcounters").invertible().repeatable();
  private static final Option<Long> PACKETS_EQ = counter("packets-eq").invertible();
  private static final Option<Long> PACKETS_LT = counter("packets-lt");
  private static final Option<Long> PACKETS_GT = counter("packets-gt");
  private static final Option<Long> BYTES_EQ = counter("bytes-eq").invertible();
  private static final Option<Long> BYTES_LT = counter("bytes-lt");
  private static final Option<Long> BYTES_GT = counter("bytes-gt");

  private static Option<Long> counter(String name) {
    Syntax<Long> syntax =
        (reading, text) -> {
          Long value = Values.parse(text);
          if (value == null) {
            throw new Refusal("Cannot parse " + text + " as a counter value");
          }
          return value;
        };
    return Option.of(name, syntax).straight("--" + name + " option cannot be inverted");
  }

  private static Syntax<SetReference> named() {
    return SetReference.syntax();
  }

  private static Syntax<SetReference> old() {
    return (reading, text) -> {
      reading.warnings().append("--set option deprecated, please use --match-set\n");
      return SetReference.syntax().read(reading, text);
    };
  }

  @Override
  public String name() {
    return "set";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(
        SET,
        OLD_SET,
        NOMATCH,
        UPDATE,
        UPDATE_MEMBERS,
        PACKETS_EQ,
        PACKETS_LT,
        PACKETS_GT,
        BYTES_EQ,
        BYTES_LT,
        BYTES_GT);
  }

  @Override
  public void verify(Chosen chosen) {
    if (chosen.has(SET) == chosen.has(OLD_SET)) {
      throw new Refusal(
          chosen.has(SET)
              ? "--match-set can be specified only once"
              : "You must specify `--match-set' with proper arguments");
    }
    once(chosen, "packets", PACKETS_EQ, PACKETS_LT, PACKETS_GT);
    once(chosen, "bytes", BYTES_EQ, BYTES_LT, BYTES_GT);
  }

  @SafeVarargs
  private static void once(Chosen chosen, String what, Option<Long>... options) {
    int given = 0;
    for (Option<Long> option : options) {
      given += chosen.has(option) ? 1 : 0;
    }
    if (given > 1) {
      throw new Refusal("only one of the --" + what + "-[eq|lt|gt] is allowed");
    }
  }

  @Override
  public Match build(Chosen chosen) {
    Option<SetReference> option = chosen.has(SET) ? SET : OLD_SET;
    return new InSet(
        chosen.required(option),
        chosen.inverted(option),
        chosen.has(NOMATCH),
        chosen.inverted(UPDATE),
        chosen.inverted(UPDATE_MEMBERS),
        limit(chosen, PACKETS_EQ, PACKETS_LT, PACKETS_GT),
        limit(chosen, BYTES_EQ, BYTES_LT, BYTES_GT));
  }

  private static @Nullable Limit limit(
      Chosen chosen, Option<Long> equal, Option<Long> less, Option<Long> more) {
    if (chosen.has(equal)) {
      Comparison by = chosen.inverted(equal) ? Comparison.NOT_EQUAL : Comparison.EQUAL;
      return new Limit(by, chosen.required(equal));
    }
    if (chosen.has(less)) {
      return new Limit(Comparison.LESS, chosen.required(less));
    }
    return chosen.has(more) ? new Limit(Comparison.MORE, chosen.required(more)) : null;
  }

  /// What a counter of the element must be.
  record Limit(Comparison by, long value) {
    String text(String prefix, String what) {
      String operator =
          switch (by) {
            case EQUAL, NOT_EQUAL -> "-eq ";
            case LESS -> "-lt ";
            case MORE -> "-gt ";
          };
      String not = by == Comparison.NOT_EQUAL ? "! " : "";
      return " " + not + prefix + what + operator + Long.toUnsignedString(value);
    }
  }

  record InSet(
      SetReference set,
      boolean inverted,
      boolean nomatch,
      boolean keepsCounters,
      boolean keepsMemberCounters,
      @Nullable Limit packets,
      @Nullable Limit bytes)
      implements Match {
    @Override
    public String name() {
      return "set";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return new Asking(this, set.hold(place, "Cannot find set to match"), question());
    }

    private Question question() {
      Question question = set.question();
      question.returnsNomatch = nomatch;
      question.keepsCounters = keepsCounters;
      question.keepsMemberCounters = keepsMemberCounters;
      if (packets != null) {
        question.packetsBy = packets.by;
        question.packets = packets.value;
      }
      if (bytes != null) {
        question.bytesBy = bytes.by;
        question.bytes = bytes.value;
      }
      return question;
    }

    @Override
    public boolean matches(Inspection packet) {
      throw new IllegalStateException("not in a table");
    }

    @Override
    public void save(StringBuilder out) {
      show(out, "--");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      show(out, "");
    }

    private void show(StringBuilder out, String prefix) {
      out.append(inverted ? " ! " : " ").append(prefix).append("match-set ").append(set.text());
      out.append(nomatch ? " " + prefix + "return-nomatch" : "");
      out.append(keepsCounters ? " ! " + prefix + "update-counters" : "");
      out.append(keepsMemberCounters ? " ! " + prefix + "update-subcounters" : "");
      out.append(packets == null ? "" : packets.text(prefix, "packets"));
      out.append(bytes == null ? "" : bytes.text(prefix, "bytes"));
    }
  }

  /// The same in a table, which refers to the set.
  private record Asking(InSet words, Slot slot, Question question) implements Match {
    @Override
    public String name() {
      return words.name();
    }

    @Override
    public boolean matches(Inspection packet) {
      return slot.test(packet, question) != words.inverted;
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return words.attach(place);
    }

    @Override
    public void detach() {
      slot.release();
    }

    @Override
    public void save(StringBuilder out) {
      words.save(out);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      words.list(out, listing);
    }
  }
}
