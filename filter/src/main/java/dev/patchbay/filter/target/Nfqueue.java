package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j NFQUEUE`: lets a program judge the packet. No program of a lab reads such queues: the packet
/// is dropped, or passes the table where that was asked for.
public final class Nfqueue implements TargetKind {
  private static final int MOST = 0xffff;
  private static final Option<Long> NUMBER =
      Option.of("queue-num", Values.u16()).excludes("queue-balance");
  private static final Option<Range> BALANCE =
      Option.of("queue-balance", Nfqueue::several).excludes("queue-num");
  private static final Option<Void> BYPASS = Option.flag("queue-bypass");
  private static final Option<Void> FAN_OUT =
      Option.flag("queue-cpu-fanout").requires("queue-balance");

  @Override
  public String name() {
    return "NFQUEUE";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(NUMBER, BALANCE, BYPASS, FAN_OUT);
  }

  private static Range several(Reading reading, String text) {
    Range range = Values.range(MOST).read(reading, text);
    if (range == null || !text.contains(":")) {
      throw new Refusal("Bad range \"" + text + "\"");
    }
    if (range.min() >= range.max()) {
      throw new Refusal(range.min() + " should be less than " + range.max());
    }
    return range;
  }

  @Override
  public Target build(Chosen chosen) {
    long number = chosen.get(NUMBER, 0L);
    return new Queue(
        chosen.get(BALANCE, new Range(number, number)), chosen.has(BYPASS), chosen.has(FAN_OUT));
  }

  /// @param bypass whether packets pass when nobody reads the queue
  record Queue(Range numbers, boolean bypass, boolean fanOut) implements Target {
    @Override
    public String name() {
      return "NFQUEUE";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      if (numbers.max() - numbers.min() >= MOST) {
        throw place.refuseSaying("xt_NFQUEUE: number of total queues is 0");
      }
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      return bypass ? Verdict.ACCEPT : Verdict.DROP;
    }

    private void show(StringBuilder out, String single, String several, String dashes) {
      boolean one = numbers.min() == numbers.max();
      out.append(one ? single : several).append(numbers.text());
      out.append(bypass ? dashes + "bypass" : "");
    }

    @Override
    public void save(StringBuilder out) {
      show(out, " --queue-num ", " --queue-balance ", " --queue-");
      out.append(fanOut ? " --queue-cpu-fanout" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      show(out, " NFQUEUE num ", " NFQUEUE balance ", " ");
      out.append(fanOut ? " cpu-fanout" : "");
    }
  }
}
