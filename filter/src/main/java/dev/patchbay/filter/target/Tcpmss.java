package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import java.util.List;

/// `-j TCPMSS`: lowers the maximum segment size that a SYN offers.
public final class Tcpmss implements TargetKind {
  private static final String[] ALL = {"set-mss", "clamp-mss-to-pmtu"};
  private static final Option<Long> SET = Option.of(ALL[0], Values.u16()).excludes(ALL);
  private static final Option<Void> CLAMP = Option.flag(ALL[1]).excludes(ALL);

  @Override
  public String name() {
    return "TCPMSS";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SET, CLAMP);
  }

  @Override
  public Target build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("TCPMSS target: At least one parameter is required");
    }
    return new SegmentSize(chosen.get(SET, (long) SegmentSize.CLAMP).intValue());
  }

  /// @param size bytes, or [#CLAMP]
  record SegmentSize(int size) implements Target {
    static final int CLAMP = 0x10000;
    private static final int MSS = 2;
    private static final int MSS_LENGTH = 4;
    private static final int LONGEST = 60;

    @Override
    public String name() {
      return "TCPMSS";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyFor(IpProtocol.TCP);
      boolean early =
          place.points().contains(HookPoint.PREROUTING) || place.points().contains(HookPoint.INPUT);
      if (size == CLAMP && early) {
        throw place.refuseSaying(
            "xt_TCPMSS: path-MTU clamping only supported in FORWARD, OUTPUT and POSTROUTING hooks");
      }
      if (!place.looksAtSyn()) {
        throw place.refuseSaying("xt_TCPMSS: Only works on TCP SYN packets");
      }
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      if (packet.fragment() != 0) {
        return Verdict.CONTINUE;
      }
      if (!Tcp.fits(packet.bytes(), packet.transport(), packet.packet().tail())) {
        return Verdict.DROP;
      }
      boolean isV4 = packet.family() == Family.IPV4;
      int wanted = size == CLAMP ? clamped(packet, isV4 ? 40 : 60) : size;
      if (wanted > 0 && !lower(packet, wanted)) {
        add(packet, Math.min(wanted, isV4 ? 536 : 1220));
      }
      return Verdict.CONTINUE;
    }

    private static int clamped(Inspection packet, int headers) {
      if (!(packet.packet().destination() instanceof Route route)) {
        return -1;
      }
      int mtu = Math.min(route.mtu(), mtuBack(packet));
      return mtu <= headers ? -1 : mtu - headers;
    }

    /// The MTU of the way back to the sender (`tcpmss_reverse_mtu`).
    private static int mtuBack(Inspection packet) {
      Flow flow = new Flow();
      flow.clear();
      byte[] bytes = packet.bytes();
      int at = packet.network();
      if (packet.family() == Family.IPV4) {
        flow.destinationHi = Ip.hi(Ipv4.source(bytes, at));
      } else {
        flow.destinationHi = Ipv6.sourceHi(bytes, at);
        flow.destinationLo = Ipv6.sourceLo(bytes, at);
      }
      Route back = Fib.of(packet.netns(), packet.family()).output(flow);
      return back == null ? Integer.MAX_VALUE : back.mtu();
    }

    /// False when the segment offers no size.
    private static boolean lower(Inspection packet, int wanted) {
      byte[] bytes = packet.bytes();
      int at = packet.transport();
      int end = at + Tcp.headerLength(bytes, at);
      int option = at + Tcp.HEADER;
      while (option + MSS_LENGTH <= end) {
        int kind = bytes[option] & 0xff;
        if (kind == MSS && bytes[option + 1] == MSS_LENGTH) {
          write(packet, option + 2, wanted);
          return true;
        }
        option += kind < 2 ? 1 : Math.max(bytes[option + 1] & 0xff, 1);
      }
      return false;
    }

    private static void write(Inspection packet, int field, int wanted) {
      int old = Tcp.half(packet.bytes(), field);
      if (old <= wanted) {
        return;
      }
      byte[] own = packet.packet().edit();
      own[field] = (byte) (wanted >> 8);
      own[field + 1] = (byte) wanted;
      int at = packet.transport();
      if (packet.packet().checksum() != Packet.ChecksumState.PARTIAL) {
        // An odd offset would swap the bytes of the sum.
        boolean isOdd = (field - at & 1) != 0;
        Tcp.checksum(
            own,
            at,
            Checksum.replace16(
                Tcp.checksum(own, at), isOdd ? swap(old) : old, isOdd ? swap(wanted) : wanted));
      }
    }

    private static int swap(int word) {
      return (word >> 8 & 0xff) | (word << 8 & 0xff00);
    }

    /// Puts the option into a segment that has none, and nothing behind its header.
    private static void add(Inspection packet, int wanted) {
      Packet whole = packet.packet();
      int at = packet.transport();
      int header = Tcp.headerLength(packet.bytes(), at);
      boolean hasData = packet.network() + packet.length() > at + header;
      if (hasData
          || header > LONGEST - MSS_LENGTH
          || whole.checksum() == Packet.ChecksumState.PARTIAL) {
        return;
      }
      whole.put(MSS_LENGTH);
      byte[] own = whole.edit();
      int from = at + Tcp.HEADER;
      System.arraycopy(own, from, own, from + MSS_LENGTH, header - Tcp.HEADER);
      own[from] = MSS;
      own[from + 1] = MSS_LENGTH;
      own[from + 2] = (byte) (wanted >> 8);
      own[from + 3] = (byte) wanted;
      Tcp.headerLength(own, at, header + MSS_LENGTH);
      finish(packet, own, header + MSS_LENGTH);
    }

    private static void finish(Inspection packet, byte[] own, int length) {
      int ip = packet.network();
      boolean isV4 = packet.family() == Family.IPV4;
      if (isV4) {
        Ipv4.totalLength(own, ip, Ipv4.totalLength(own, ip) + MSS_LENGTH);
        Ipv4.fillChecksum(own, ip);
      } else {
        Ipv6.payloadLength(own, ip, Ipv6.payloadLength(own, ip) + MSS_LENGTH);
      }
      long pseudo =
          isV4
              ? Checksum.pseudoV4(own, ip, IpProtocol.TCP, length)
              : Checksum.pseudoV6(own, ip, IpProtocol.TCP, length);
      Tcp.fillChecksum(own, packet.transport(), length, pseudo);
    }

    @Override
    public void save(StringBuilder out) {
      out.append(size == CLAMP ? " --clamp-mss-to-pmtu" : " --set-mss " + size);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(size == CLAMP ? " TCPMSS clamp to PMTU" : " TCPMSS set " + size);
    }
  }
}
