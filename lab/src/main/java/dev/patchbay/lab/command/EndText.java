package dev.patchbay.lab.command;

import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;
import dev.patchbay.device.segment.Conditions;
import dev.patchbay.device.segment.End;
import dev.patchbay.device.segment.Lane;
import dev.patchbay.device.segment.LaneStatistics;
import dev.patchbay.device.segment.Nic;

/// How an end of a segment is shown: its NIC, then the lane each way where there is something to
/// say of it.
final class EndText {
  private final Output out;
  private final Options options;

  EndText(Output out, Options options) {
    this.out = out;
    this.options = options;
  }

  /// What a person wants to know of a NIC's carrier.
  static String state(Nic nic) {
    End end = nic.end();
    if (end != null && (end.isCut() || end.segment().isCut())) {
      return "CUT";
    }
    if (!nic.isUp()) {
      return "DOWN";
    }
    return nic.hasCarrier() ? "UP" : "NO-CARRIER";
  }

  /// Shows an end on lines of its own.
  void show(End end) {
    Nic nic = end.nic();
    out.newline();
    out.openObject(null);
    out.string("end", "    ", nic.place(), "");
    out.string("address", " address ", nic.address().toString(), "");
    out.string("state", " state ", state(nic), "");
    if (end.isHairpin() != end.segment().isHairpin() || options.details || out.isJson()) {
      out.onOff("hairpin", " hairpin ", end.isHairpin(), "");
    }
    lane("from", end.from(), Conditions.NONE);
    lane("to", end.to(), end.segment().conditions());
    out.closeObject();
  }

  private void lane(String name, Lane lane, Conditions usual) {
    boolean differs = !lane.conditions().equals(usual);
    if (!differs && !options.details && !options.statistics && !out.isJson()) {
      return;
    }
    out.newline();
    out.openObject(name);
    out.text("        " + name);
    if (differs || options.details || out.isJson()) {
      conditions(lane.conditions());
    }
    if (options.statistics) {
      statistics(lane);
    }
    out.closeObject();
  }

  private void statistics(Lane lane) {
    LaneStatistics counters = lane.statistics();
    out.newline();
    out.number("bytes", "         Sent ", counters.bytes, " bytes");
    out.number("packets", " ", counters.frames, " pkt");
    out.number("dropped", " (dropped ", counters.dropped(), "");
    out.number("lost", ", lost ", counters.lost, "");
    out.number("overlimits", ", overlimits ", counters.overlimit, "");
    out.number("toolong", ", toolong ", counters.tooLong, "");
    out.number("cut", ", cut ", counters.cut, ")");
    out.newline();
    out.number("duplicated", "         duplicated ", counters.duplicated, "");
    out.number("corrupted", " corrupted ", counters.corrupted, "");
    out.number("reordered", " reordered ", counters.reordered, "");
    out.text(" backlog " + Units.showSize(lane.backlogBytes()));
    out.jsonNumber("backlog", lane.backlogBytes());
    out.number("qlen", " ", lane.backlogFrames(), "p");
  }

  /// Shows conditions as `tc qdisc` shows those of netem.
  void conditions(Conditions conditions) {
    time("delay", " delay ", conditions.delay());
    time("jitter", " jitter ", conditions.jitter());
    rate(conditions.rate());
    limit(conditions);
    share("loss", conditions.loss().fraction());
    share("duplicate", conditions.duplicate().fraction());
    share("corrupt", conditions.corrupt().fraction());
    share("reorder", conditions.reorder().fraction());
    if (conditions.mtu() != 0) {
      out.number("mtu", " mtu ", conditions.mtu(), "");
    }
  }

  private void time(String key, String before, long nanos) {
    if (nanos != 0) {
      out.text(before + Units.showTime(nanos));
      out.jsonLiteral(key, Units.digits(nanos / 1e9, 9));
    }
  }

  private void rate(long bits) {
    if (bits != 0) {
      out.text(" rate " + Units.showRate(bits));
      out.jsonNumber("rate", bits / 8);
    }
  }

  private void limit(Conditions conditions) {
    long amount = conditions.limit().amount();
    boolean inBytes = conditions.limit().inBytes();
    out.text(" limit " + (inBytes ? Units.showSize(amount) : amount + "p"));
    out.jsonNumber(inBytes ? "limit_bytes" : "limit", amount);
  }

  private void share(String key, double share) {
    if (share != 0) {
      out.text(" " + key + " " + Units.showPercent(share));
      out.jsonLiteral(key, Units.digits(share, 9));
    }
  }
}
