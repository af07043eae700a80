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
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.List;

/// `-m ecn`: the bits of explicit congestion notification in the IP and TCP headers (RFC 3168).
public final class Ecn implements MatchKind {
  private static final Option<Void> CWR = Option.flag("ecn-tcp-cwr").invertible();
  private static final Option<Void> ECE = Option.flag("ecn-tcp-ece").invertible();
  private static final Option<Long> ECT = Option.of("ecn-ip-ect", Values.number(0, 3)).invertible();

  @Override
  public String name() {
    return "ecn";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(CWR, ECE, ECT);
  }

  @Override
  public Match build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("ECN match: some option required");
    }
    return new Bits(
        chosen.has(ECE),
        chosen.inverted(ECE),
        chosen.has(CWR),
        chosen.inverted(CWR),
        chosen.get(ECT, -1L).intValue(),
        chosen.inverted(ECT));
  }

  /// @param ect the two bits in the IP header, or -1
  record Bits(boolean ece, boolean notEce, boolean cwr, boolean notCwr, int ect, boolean notEct)
      implements Match {
    private static final int TCP_HEADER = 20;
    private static final int ECE_BIT = 0x40;
    private static final int CWR_BIT = 0x80;

    @Override
    public String name() {
      return "ecn";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      boolean isTcp =
          place.criteria().protocol() == IpProtocol.TCP && !place.criteria().notProtocol();
      if ((ece || cwr) && !isTcp) {
        throw place.refuseSaying("xt_ecn: cannot match TCP bits for non-tcp packets");
      }
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (ect >= 0 && ((packet.tos() & 3) == ect) == notEct) {
        return false;
      }
      if (!ece && !cwr) {
        return true;
      }
      if (packet.fragment() != 0 || !packet.hasTransport(TCP_HEADER)) {
        return false;
      }
      int flags = packet.bytes()[packet.transport() + 13];
      return (!ece || ((flags & ECE_BIT) != 0) != notEce)
          && (!cwr || ((flags & CWR_BIT) != 0) != notCwr);
    }

    @Override
    public void save(StringBuilder out) {
      if (ece) {
        out.append(notEce ? " ! --ecn-tcp-ece" : " --ecn-tcp-ece");
      }
      if (cwr) {
        out.append(notCwr ? " ! --ecn-tcp-cwr" : " --ecn-tcp-cwr");
      }
      if (ect >= 0) {
        out.append(notEct ? " ! --ecn-ip-ect " : " --ecn-ip-ect ").append(ect);
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" ECN match");
      if (ece) {
        out.append(notEce ? " !ECE" : " ECE");
      }
      if (cwr) {
        out.append(notCwr ? " !CWR" : " CWR");
      }
      if (ect >= 0) {
        out.append(notEct ? " !ECT=" : " ECT=").append(ect);
      }
    }
  }
}
