package dev.patchbay.device.tunnel;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.IpProtocol;
import org.jspecify.annotations.Nullable;

/// The words of `ipip` and `sit` (ip/link_iptnl.c).
final class IptunnelWords extends TunnelWords {
  private static final String USAGE =
      """
      			[ local ADDR ]
      			[ ttl TTL ]
      			[ tos TOS ]
      			[ [no]pmtudisc ]
      			[ 6rd-prefix ADDR ]
      			[ 6rd-relay_prefix ADDR ]
      			[ 6rd-reset ]
      			[ dev PHYS_DEV ]
      			[ fwmark MARK ]
      			[ external ]
      			[ noencap ]
      			[ encap { fou | gue | none } ]
      			[ encap-sport PORT ]
      			[ encap-dport PORT ]
      			[ [no]encap-csum ]
      			[ [no]encap-csum6 ]
      			[ [no]encap-remcsum ]
      """;

  private static final String WHERE =
      """

      Where:	ADDR := { IP_ADDRESS | any }
      	TOS  := { NUMBER | inherit }
      	TTL  := { 1..255 | inherit }
      	MARK := { 0x0..0xffffffff }
      """;

  private final boolean sit;

  /// Those of `sit`, or of `ipip`.
  IptunnelWords(boolean sit) {
    this.sit = sit;
  }

  @Override
  String help() {
    String modes =
        sit
            ? "\t\t\t[ mode { ip6ip | ipip | mplsip | any } ]\n\t\t\t[ isatap ]\n"
            : "\t\t\t[ mode { ipip | mplsip | any } ]\n";
    String name = sit ? "sit   " : "ipip  ";
    return "Usage: ... " + name + "\t[ remote ADDR ]\n" + USAGE + modes + WHERE;
  }

  @Override
  boolean parseOwn(String word, Args args, TunnelRequest request) {
    switch (word) {
      case "mode" -> request.protocol = protocol(args.next());
      case "isatap" -> {
        if (!sit) {
          return false;
        }
        request.isatap = true;
      }
      case "6rd-prefix", "6rd-relay_prefix" -> args.skip();
      case "6rd-reset" -> {
        // The reference kernel is made without 6rd.
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private int protocol(String word) {
    Integer protocol =
        switch (word) {
          case "ipv6/ipv4", "ip6ip" -> sit ? (Integer) IpProtocol.IPV6 : null;
          case "ipv4/ipv4", "ipip", "ip4ip4" -> IpProtocol.IPIP;
          case "mpls/ipv4", "mplsip" -> IpProtocol.MPLS;
          case "any/ipv4", "any" -> 0;
          default -> null;
        };
    if (protocol == null) {
      throw Args.invarg("Cannot guess tunnel mode.", word);
    }
    return protocol;
  }

  @Override
  void show(TunnelKind.Shown shown, Output out) {
    TunnelParameters parameters = shown.parameters();
    showExternal(parameters, out);
    String mode = mode(parameters.protocol());
    if (mode != null) {
      out.string("proto", "", mode, " ");
    }
    showEnds(shown, out);
    out.jsonBoolean("pmtudisc", parameters.pmtudisc());
    out.text(parameters.pmtudisc() ? "pmtudisc " : "nopmtudisc ");
    if (parameters.isatap()) {
      out.flag("isatap", "isatap ", true);
    }
    showMark(parameters, out);
  }

  private static @Nullable String mode(int protocol) {
    return switch (protocol) {
      case IpProtocol.IPIP -> "ipip";
      case IpProtocol.IPV6 -> "ip6ip";
      case IpProtocol.MPLS -> "mplsip";
      case 0 -> "any";
      default -> null;
    };
  }
}
