package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;

/// `-j TRACE`: records what the packet goes through from here on, as a journey.
public final class Trace implements TargetKind {
  @Override
  public String name() {
    return "TRACE";
  }

  @Override
  public Target build(Chosen chosen) {
    return new Tracing();
  }

  record Tracing() implements Target {
    @Override
    public String name() {
      return "TRACE";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.RAW);
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      packet.netns().world().journeys().trace(packet.packet(), title(packet));
      return Verdict.CONTINUE;
    }

    private static String title(Inspection packet) {
      byte[] bytes = packet.bytes();
      int at = packet.network();
      int step = packet.family() == Family.IPV4 ? 12 : 8;
      Ip source = Ip.read(packet.family(), bytes, at + step);
      Ip destination = Ip.read(packet.family(), bytes, at + step + packet.family().bytes());
      return "TRACE " + source.text() + " > " + destination.text();
    }
  }
}
