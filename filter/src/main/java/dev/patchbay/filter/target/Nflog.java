package dev.patchbay.filter.target;

import dev.patchbay.core.KernelLog;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.RuleText;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.log.LogSettings;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j NFLOG`: hands the packet to whoever listens to a group. Nobody does in a lab: a line about
/// it goes into the kernel's log.
public final class Nflog implements TargetKind {
  private static final int MOST_PREFIX = 63;
  private static final Option<Long> GROUP = Option.of("nflog-group", Values.u16());
  private static final Option<String> PREFIX = Option.of("nflog-prefix", Nflog::readPrefix);
  private static final Option<Long> RANGE =
      Option.of("nflog-range", Nflog::readRange).excludes("nflog-size");
  private static final Option<Long> SIZE = Option.of("nflog-size", Values.u32());
  private static final Option<Long> THRESHOLD = Option.of("nflog-threshold", Values.u16());

  @Override
  public String name() {
    return "NFLOG";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(GROUP, PREFIX, RANGE, SIZE, THRESHOLD);
  }

  private static String readPrefix(Reading reading, String text) {
    if (text.contains("\n")) {
      throw new Refusal("Newlines not allowed in --nflog-prefix");
    }
    String whole = Values.string(1, Integer.MAX_VALUE).read(reading, text);
    return whole.length() > MOST_PREFIX ? whole.substring(0, MOST_PREFIX) : whole;
  }

  private static Long readRange(Reading reading, String text) {
    reading
        .warnings()
        .append("warn: --nflog-range has never worked and is no longer supported, please use")
        .append(" --nflog-size instead\n");
    return Values.u32().read(reading, text);
  }

  @Override
  public Target build(Chosen chosen) {
    return new Handing(
        chosen.get(PREFIX, ""),
        chosen.get(GROUP, 0L).intValue(),
        chosen.has(SIZE),
        chosen.get(SIZE, chosen.get(RANGE, 0L)),
        chosen.get(THRESHOLD, 0L).intValue());
  }

  /// @param isSize whether `size` was given as such, not as a range
  record Handing(String prefix, int group, boolean isSize, long size, int threshold)
      implements Target {
    @Override
    public String name() {
      return "NFLOG";
    }

    @Override
    public Verdict judge(Inspection packet) {
      LogSettings.print(packet, KernelLog.Level.NOTICE, prefix, 0);
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      show(out, "--");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      show(out, "");
    }

    private void show(StringBuilder out, String dashes) {
      if (!prefix.isEmpty()) {
        out.append(' ').append(dashes).append("nflog-prefix");
        RuleText.quote(out, prefix);
      }
      option(out, dashes, "nflog-group", group, group != 0);
      option(out, dashes, "nflog-size", size, isSize);
      option(out, dashes, "nflog-range", size, !isSize && size != 0);
      option(out, dashes, "nflog-threshold", threshold, threshold != 0);
    }

    private static void option(
        StringBuilder out, String dashes, String name, long value, boolean isShown) {
      if (isShown) {
        out.append(' ').append(dashes).append(name).append(' ').append(value);
      }
    }
  }
}
