package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import java.util.List;

/// `-j ECN`: takes congestion notification out of a TCP header, for hosts behind equipment that
/// drops it.
public final class Ecn implements TargetKind {
  private static final int FLAGS = 13;
  private static final int ECE_CWR = 0xc0;
  private static final Option<Void> REMOVE = Option.flag("ecn-tcp-remove");

  @Override
  public String name() {
    return "ECN";
  }

  @Override
  public String module(Family family) {
    return "ipt_ECN";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV4;
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(REMOVE);
  }

  @Override
  public Target build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("ECN target: An operation is required");
    }
    return new Removal();
  }

  record Removal() implements Target {
    @Override
    public String name() {
      return "ECN";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.MANGLE);
      boolean isTcp =
          place.criteria().protocol() == IpProtocol.TCP && !place.criteria().notProtocol();
      if (!isTcp) {
        throw place.refuseSaying("ipt_ECN: cannot use operation on non-tcp rule");
      }
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      if (!packet.hasTransport(Tcp.HEADER)) {
        return Verdict.DROP;
      }
      byte[] bytes = packet.bytes();
      int at = packet.transport();
      if ((bytes[at + FLAGS] & ECE_CWR) == 0) {
        return Verdict.CONTINUE;
      }
      byte[] own = packet.packet().edit();
      int old = Tcp.half(own, at + FLAGS - 1);
      own[at + FLAGS] &= (byte) ~ECE_CWR;
      if (packet.packet().checksum() != Packet.ChecksumState.PARTIAL) {
        int now = Tcp.half(own, at + FLAGS - 1);
        Tcp.checksum(own, at, Checksum.replace16(Tcp.checksum(own, at), old, now));
      }
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --ecn-tcp-remove");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" ECN TCP remove");
    }
  }
}
