package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.HelpText;
import dev.patchbay.tools.iproute.Refusal;

/// The words `ip link` takes behind `type` which no device or port kind of this machine answers to.
final class ForeignKind {

  private ForeignKind() {}

  /// What to say of the type and of the words behind it: nothing where the kernel is to say it.
  static void refuse(String type, Args args) {
    if (isLinux(type)) {
      String next = args.peek();
      if (next != null && Args.matches(next, "help") && hasWords(type)) {
        throw new Refusal(text(type).stripTrailing());
      }
      if (!isMissingThere(type)) {
        throw missing(type);
      }
      while (args.hasNext()) {
        args.skip();
      }
    }
    if (args.hasNext()) {
      String word = args.next();
      throw Args.matches(word, "help") ? Usage.of("link") : LinkWords.garbage(1, word);
    }
  }

  /// What `ip link help TYPE` says of it, on standard output.
  static String help(String type) {
    if (!isLinux(type) || type.equals("lowpan")) {
      throw Usage.of("link");
    }
    return text(type);
  }

  private static String text(String type) {
    return HelpText.text(Usage.class, "kind/" + type);
  }

  /// Whether it reads words behind its name, `help` among them.
  private static boolean hasWords(String type) {
    return switch (type) {
      case "lowpan", "netdevsim", "nlmon", "team", "team_slave", "vcan", "virt_wifi" -> false;
      default -> true;
    };
  }

  private static Refusal missing(String type) {
    return new Refusal("ip: patchbay has no devices of type \"" + type + "\" yet.");
  }

  /// Whether the reference kernel, which is made without some, lacks them as this one does.
  private static boolean isMissingThere(String type) {
    return switch (type) {
      case "amt", "bareudp", "dsa", "ipoib", "netdevsim", "rmnet", "virt_wifi", "wwan", "xfrm" ->
          true;
      default -> false;
    };
  }

  /// Whether Linux has such devices or ports.
  private static boolean isLinux(String type) {
    return switch (type) {
      case "amt",
          "bareudp",
          "bond",
          "bond_slave",
          "bridge",
          "bridge_slave",
          "can",
          "dsa",
          "dummy",
          "erspan",
          "geneve",
          "gre",
          "gretap",
          "gtp",
          "hsr",
          "ip6erspan",
          "ip6gre",
          "ip6gretap",
          "ip6tnl",
          "ipip",
          "ipoib",
          "ipvlan",
          "ipvtap",
          "lowpan",
          "macsec",
          "macvlan",
          "macvtap",
          "netdevsim",
          "nlmon",
          "rmnet",
          "sit",
          "team",
          "team_slave",
          "vcan",
          "veth",
          "virt_wifi",
          "vlan",
          "vrf",
          "vti",
          "vti6",
          "vxcan",
          "vxlan",
          "wwan",
          "xfrm" ->
          true;
      default -> false;
    };
  }
}
