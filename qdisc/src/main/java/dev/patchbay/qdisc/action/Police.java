package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Psched;
import dev.patchbay.qdisc.text.RateConfig;
import org.jspecify.annotations.Nullable;

/// Lets packets pass up to a rate; what is beyond is dropped, or whatever is said
/// (net/sched/act_police.c).
public final class Police implements ActionKind {
  private static final String USAGE =
      """
      Usage: ... police [ rate BPS burst BYTES[/BYTES] ]\s
      		[ pkts_rate RATE pkts_burst PACKETS ] [ mtu BYTES[/BYTES] ]
      		[ peakrate BPS ] [ avrate BPS ] [ overhead BYTES ]
      		[ linklayer TYPE ] [ CONTROL ]
      Where: CONTROL := conform-exceed <EXCEEDACT>[/NOTEXCEEDACT]
      		  Define how to handle packets which exceed (<EXCEEDACT>)
      		  or conform (<NOTEXCEEDACT>) the configured bandwidth limit.
             EXCEEDACT/NOTEXCEEDACT := { pipe | ok | reclassify | drop | continue |
      				   goto chain <CHAIN_INDEX> }\
      """;

  private static final long U32 = 0xffff_ffffL;

  /// The largest packet of a table of rates that nobody has said an MTU for.
  private static final long USUAL_MTU = 2047;

  record Said(
      RateConfig rate,
      RateConfig peak,
      long burst,
      long mtu,
      long packetRate,
      long packetBurst,
      long averageRate,
      int exceed,
      int conform)
      implements Setting {
    @Override
    public int control() {
      return exceed;
    }

    @Override
    public String remark() {
      boolean again = exceed == Control.RECLASSIFY || conform == Control.RECLASSIFY;
      return again ? "Warning: act_api: Failed to setup tc actions for offload." : "";
    }
  }

  @Override
  public String name() {
    return "police";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    return new PoliceWords(args, USAGE).read();
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (!(setting instanceof Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (said.averageRate != 0 && !action.statistics().isEstimated()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return new PoliceWork(action, said);
  }

  /// How long the burst takes, in ticks.
  static long burstTicks(Said said) {
    return said.rate.bytes() == 0 ? 0 : Psched.transmitTicks(said.rate.bytes(), said.burst);
  }

  /// The largest packet that passes.
  static long largest(Said said) {
    if (said.mtu != 0) {
      return said.mtu;
    }
    return said.rate.bytes() == 0 ? U32 : USUAL_MTU;
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    if (out.isJson()) {
      out.jsonString("kind", "police");
      out.jsonNumber("index", action.index());
    }
    if (action.setting() instanceof Said said) {
      long burst =
          said.rate.bytes() == 0 ? 0 : Psched.transmitBytes(said.rate.bytes(), burstTicks(said));
      out.text(
          " police 0x%x rate %s burst %s mtu %s "
              .formatted(
                  action.index(),
                  Psched.showRate(said.rate.bytes(), page.iec()),
                  Units.showSize(burst),
                  Units.showSize(largest(said))));
      if (said.peak.bytes() != 0) {
        out.text("peakrate " + Psched.showRate(said.peak.bytes(), page.iec()) + " ");
      }
      if (said.averageRate != 0) {
        out.text("avrate " + Psched.showRate(said.averageRate, page.iec()) + " ");
      }
      if (said.packetRate != 0) {
        out.number("pkts_rate", "pkts_rate ", said.packetRate, " ");
        out.number("pkts_burst", "pkts_burst ", said.packetBurst, " ");
      }
      Control.show(out, "action ", said.exceed, "");
      if (said.conform != Control.OK) {
        Control.show(out, "/", said.conform, "");
      }
      out.text(" ");
      out.jsonNumber("overhead", said.rate.overhead());
      out.text("overhead " + Units.showSize(said.rate.overhead()) + " ");
      if (page.details() || (said.rate.atm() && said.rate.bytes() != 0)) {
        String link = said.rate.bytes() == 0 ? "unspec" : said.rate.linkLayer();
        out.string("linklayer", "linklayer ", link, " ");
      }
    }
    out.text("\n");
    action.showHolders(page, "\tref ", " ");
    out.text("\n");
  }
}
