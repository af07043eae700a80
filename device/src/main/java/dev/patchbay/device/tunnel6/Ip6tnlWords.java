package dev.patchbay.device.tunnel6;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.tunnel6.Tunnel6Kind.Shown;
import dev.patchbay.packet.IpProtocol;

/// The words of `ip6tnl` (ip/link_ip6tnl.c).
final class Ip6tnlWords extends Tunnel6Words {
  private static final String HELP =
      """
      Usage: ... ip6tnl	[ remote ADDR ]
      			[ local ADDR ]
      			[ encaplimit ELIM ]
      			[ hoplimit HLIM ]
      			[ tclass TCLASS ]
      			[ flowlabel FLOWLABEL ]
      			[ dscp inherit ]
      			[ [no]allow-localremote ]
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
      			[ mode { ip6ip6 | ipip6 | any } ]

      Where:	ADDR	  := IPV6_ADDRESS
      	ELIM	  := { none | 0..255 }(default=4)
      	HLIM	  := 0..255 (default=64)
      	TCLASS    := { 0x0..0xff | inherit }
      	FLOWLABEL := { 0x0..0xfffff | inherit }
      	MARK	  := { 0x0..0xffffffff | inherit }
      """;

  @Override
  String help() {
    return HELP;
  }

  @Override
  boolean parseOwn(String word, Args args, Tunnel6Request request) {
    switch (word) {
      case "mode" -> request.protocol = protocol(args.next());
      case "encaplimit" -> limit(args.next(), request);
      default -> {
        return parseCommon(word, args, request);
      }
    }
    return true;
  }

  private static int protocol(String word) {
    return switch (word) {
      case "ipv6/ipv6", "ip6ip6" -> IpProtocol.IPV6;
      case "ip/ipv6", "ipv4/ipv6", "ipip6", "ip4ip6" -> IpProtocol.IPIP;
      case "any/ipv6", "any" -> 0;
      default -> throw Args.invarg("Cannot guess tunnel mode.", word);
    };
  }

  /// What is no number is not refused.
  private static void limit(String word, Tunnel6Request request) {
    boolean none = word.equals("none");
    request.ignoreEncapLimit(none);
    if (!none) {
      request.encapLimit = (int) Numbers.u8(word, 0).orElse(0);
    }
  }

  @Override
  void show(Shown shown, Output out) {
    Tunnel6Parameters parameters = shown.parameters();
    showExternal(parameters, out);
    String mode =
        switch (parameters.protocol()) {
          case IpProtocol.IPIP -> "ipip6";
          case IpProtocol.IPV6 -> "ip6ip6";
          default -> "any";
        };
    out.string("proto", "", mode, " ");
    showEnds(shown, out);
    showHeader(parameters, out);
    showMark(parameters, out);
  }
}
