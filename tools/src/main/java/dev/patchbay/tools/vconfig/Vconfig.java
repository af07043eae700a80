package dev.patchbay.tools.vconfig;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.ip.Ip;
import java.util.ArrayList;
import java.util.List;

/// `vconfig`: makes, changes and removes VLAN devices by way of `ip link` (vconfig(8)).
public final class Vconfig implements Command {
  private static final String WARNING =
      """

      Warning: vconfig is deprecated and might be removed in the future, please migrate to ip(route2) as soon as possible!

      """;

  private static final String USAGE =
      """

      Usage: add             [interface-name] [vlan_id]
             rem             [vlan-name]
             set_flag        [interface-name] [flag-num]       [0 | 1]
             set_egress_map  [vlan-name]      [skb_priority]   [vlan_qos]
             set_ingress_map [vlan-name]      [skb_priority]   [vlan_qos]
             set_name_type   [name-type]

      * The [interface-name] is the name of the ethernet card that hosts
        the VLAN you are talking about.
      * The vlan_id is the identifier (0-4095) of the VLAN you are operating on.
      * skb_priority is the priority in the socket buffer (sk_buff).
      * vlan_qos is the 3 bit priority in the VLAN header
      * name-type:  VLAN_PLUS_VID (vlan0005), VLAN_PLUS_VID_NO_PAD (vlan5),
                    DEV_PLUS_VID (eth0.0005), DEV_PLUS_VID_NO_PAD (eth0.5)
      * FLAGS:  1 REORDER_HDR  When this is set, the VLAN device will move the
                  ethernet header around to make it look exactly like a real
                  ethernet device.  This may help programs such as DHCPd which
                  read the raw ethernet packet and make assumptions about the
                  location of bytes.  If you don't need it, don't turn it on, because
                  there will be at least a small performance degradation.  Default
                  is OFF.
      """;

  @Override
  public int run(Process process, Args args) throws FileException {
    process.err().print(WARNING);
    int count = args.remaining() + 1;
    if (count < 3 || count > 5) {
      process.out().print("Expecting argc to be 3-5, inclusive.  Was: " + count + "\n" + USAGE);
      return 1;
    }
    String request = args.next();
    String first = args.next();
    String second = args.hasNext() ? args.next() : "";
    String third = args.hasNext() ? args.next() : "";
    return switch (request) {
      case "add" -> add(process, first, second);
      case "rem" -> ip(process, 4, "link", "del", first);
      case "set_flag" -> reorder(process, first, second, third);
      case "set_egress_map" -> map(process, 5, first, "egress-qos-map", second + ":" + third);
      case "set_ingress_map" -> map(process, 6, first, "ingress-qos-map", second + ":" + third);
      case "set_name_type" -> {
        NameType.keep(process, first);
        yield 0;
      }
      default -> throw new CommandException(5, "Unknown command: " + request);
    };
  }

  private static int add(Process process, String device, String id) {
    String name = NameType.name(process, device, id);
    return ip(process, 3, "link", "add", "link", device, "name", name, "type", "vlan", "id", id);
  }

  private static int reorder(Process process, String device, String flag, String value)
      throws FileException {
    process.out().print(device + " " + flag + " " + value + "\n");
    process.flush();
    if (!value.equals("0") && !value.equals("1")) {
      throw new CommandException(7, "Invalid flag parameter specified");
    }
    String word = value.equals("1") ? "on" : "off";
    return ip(process, 7, "link", "set", "dev", device, "type", "vlan", "reorder_hdr", word);
  }

  private static int map(Process process, int failure, String device, String map, String pair) {
    return ip(process, failure, "link", "set", "dev", device, "type", "vlan", map, pair);
  }

  /// Runs `ip` and returns 0, or `failure`.
  private static int ip(Process process, int failure, String... words) {
    List<String> argv = new ArrayList<>(List.of("ip"));
    argv.addAll(List.of(words));
    Process child = process.fork();
    return child.exec(new Ip(), argv) == 0 ? 0 : failure;
  }
}
