package dev.patchbay.lab.command;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.segment.ConditionChange;
import dev.patchbay.device.segment.Conditions;
import dev.patchbay.device.segment.End;
import dev.patchbay.device.segment.Lane;
import dev.patchbay.device.segment.Nic;
import dev.patchbay.device.segment.Segment;
import dev.patchbay.device.segment.SegmentType;
import dev.patchbay.tools.iproute.Refusal;
import dev.patchbay.tools.iproute.Switch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What `segment` is asked for, read to the last word before anything is done.
final class SegmentRequests {
  private final Places places;

  SegmentRequests(Places places) {
    this.places = places;
  }

  private static void end(Args args) {
    if (args.hasNext()) {
      throw Usage.garbage("segment", args.next());
    }
  }

  void add(Args args) throws NetlinkException {
    String name = Places.newName("segment", args);
    SegmentType type = SegmentType.SWITCH;
    Words words = new Words();
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "type")) {
        type = type(args.next());
      } else if (!words.take(word, args)) {
        throw Usage.garbage("segment", word);
      }
    }
    check(type, words, Conditions.NONE);
    words.applyTo(places.segments().add(name, type));
  }

  private static SegmentType type(String word) {
    for (SegmentType type : SegmentType.values()) {
      if (Args.matches(word, type.word())) {
        return type;
      }
    }
    throw Args.invarg("\"type\" must be \"switch\" or \"cable\"", word);
  }

  /// The words that `add` and `set` have in common.
  private static final class Words {
    final ConditionWords conditions = new ConditionWords();
    @Nullable Boolean hairpin;

    boolean take(String word, Args args) {
      if (conditions.take(word, args)) {
        return true;
      }
      if (!Args.matches(word, "hairpin")) {
        return false;
      }
      hairpin = onOff(args);
      return true;
    }

    private static boolean onOff(Args args) {
      try {
        return Switch.flag("hairpin", args);
      } catch (Refusal e) {
        throw new CommandException(Places.WRONG, e.message());
      }
    }

    void applyTo(Segment segment) {
      segment.change(conditions.change);
      if (hairpin != null) {
        segment.hairpin(hairpin);
      }
    }
  }

  private static void check(SegmentType type, Words words, Conditions before)
      throws NetlinkException {
    if (words.hairpin != null && type != SegmentType.SWITCH) {
      throw new NetlinkException(Errno.EINVAL, "A cable has no hairpin.");
    }
    check(words.conditions.change, before);
  }

  private static void check(ConditionChange change, Conditions before) throws NetlinkException {
    Conditions after = change.of(before);
    if (after.reorder().fraction() > 0 && after.delay() == 0) {
      throw new NetlinkException(Errno.EINVAL, "Reordering needs some delay.");
    }
    if (after.jitter() > 0 && after.delay() == 0) {
      throw new NetlinkException(Errno.EINVAL, "Jitter needs some delay.");
    }
  }

  void set(Args args) throws NetlinkException {
    Segment segment = places.segment(args.next());
    Words words = new Words();
    End from = null;
    End to = null;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("from")) {
        from = end(segment, args.next());
      } else if (word.equals("to")) {
        to = end(segment, args.next());
      } else if (!words.take(word, args)) {
        throw Usage.garbage("segment", word);
      }
    }
    if (from == null && to == null) {
      check(segment.type(), words, segment.conditions());
      words.applyTo(segment);
    } else {
      setLane(segment, from, to, words);
    }
  }

  private static void setLane(Segment segment, @Nullable End from, @Nullable End to, Words words)
      throws NetlinkException {
    if (from != null && to != null && (segment.type() == SegmentType.SWITCH || from == to)) {
      throw new NetlinkException(
          Errno.EINVAL, "\"from\" and \"to\" together are the two ends of a cable.");
    }
    End end = Objects.requireNonNull(to == null ? from : to);
    Lane lane = to == null ? end.from() : end.to();
    check(segment.type(), words, lane.conditions());
    segment.change(lane, words.conditions.change);
    if (words.hairpin != null) {
      segment.hairpin(end, words.hairpin);
    }
  }

  private End end(Segment segment, String word) {
    Nic nic = places.nic(word);
    End end = nic.end();
    if (end == null || end.segment() != segment) {
      throw new CommandException(
          Places.REFUSED,
          "Error: " + nic.place() + " is not plugged into \"" + segment.name() + "\".");
    }
    return end;
  }

  void cut(Args args, boolean cut) {
    Segment segment = places.segment(args.next());
    End end = args.hasNext() ? end(segment, args.next()) : null;
    end(args);
    if (end == null) {
      segment.cut(cut);
    } else {
      segment.cut(end, cut);
    }
  }

  void delete(Args args) {
    Segment segment = places.segment(args.next());
    end(args);
    places.segments().remove(segment);
  }

  void show(Process process, Options options, Args args) throws FileException {
    List<Segment> all =
        args.hasNext() ? List.of(places.segment(args.next())) : places.segments().all();
    end(args);
    StringBuilder text = new StringBuilder();
    Output out = new Output(text, options.output());
    SegmentText segments = new SegmentText(out, options);
    out.begin();
    all.forEach(segments::show);
    out.end();
    process.out().print(text);
  }
}
