package dev.patchbay.tools.nettools;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import java.util.List;

/// `ifconfig [-a] [-v] [-s] INTERFACE WORDS…`: shows and changes interfaces.
public final class Ifconfig implements Command {
  private static final int NAME_LENGTH = 15;

  private static final String USAGE =
      """
      Usage:
        ifconfig [-a] [-v] [-s] <interface> [[<AF>] <address>]
        [add <address>[/<prefixlen>]]
        [del <address>[/<prefixlen>]]
        [[-]broadcast [<address>]]  [[-]pointopoint [<address>]]
        [netmask <address>]  [dstaddr <address>]  [tunnel <address>]
        [outfill <NN>] [keepalive <NN>]
        [hw <HW> <address>]  [mtu <NN>]
        [[-]trailers]  [[-]arp]  [[-]allmulti]
        [multicast]  [[-]promisc]
        [mem_start <NN>]  [io_addr <NN>]  [irq <NN>]  [media <type>]
        [txqueuelen <NN>]
        [name <newname>]
        [[-]dynamic]
        [up|down] ...

        <HW>=Hardware Type.
        List of possible hardware types:
      """;

  private static final String FAMILIES =
      """
        <AF>=Address family. Default: inet
        List of possible address families:
      """;

  @Override
  public int run(Process process, Args args) throws FileException {
    boolean all = false;
    boolean isShort = false;
    boolean verbose = false;
    while (args.hasNext() && args.rest().getFirst().startsWith("-")) {
      String option = args.next();
      switch (option) {
        case "-a" -> all = true;
        case "-s" -> isShort = true;
        case "-v" -> verbose = true;
        case "-V", "-version", "--version" -> {
          process.out().print(UsageText.VERSION);
          return 0;
        }
        case "-?", "-h", "-help", "--help" -> {
          return usage(process, 0);
        }
        default -> {
          process.complain("ifconfig: option `" + option + "' not recognised.");
          process.complain("ifconfig: `--help' gives usage information.");
          return 1;
        }
      }
    }
    if (!args.hasNext()) {
      return showAll(process, all, isShort);
    }
    String name = args.next();
    name = name.substring(0, Math.min(name.length(), NAME_LENGTH));
    return args.hasNext()
        ? new IfconfigWords(process, name).apply(args, verbose)
        : showOne(process, name, isShort);
  }

  /// Prints the usage; returns the status.
  static int usage(Process process, int status) throws FileException {
    return new UsageText(process, status)
        .text(USAGE)
        .list(HardwareType.list(false))
        .text(FAMILIES)
        .list(AddressFamily.list(false))
        .status();
  }

  private static int showAll(Process process, boolean all, boolean isShort) throws FileException {
    List<Interface> shown =
        Interface.all(process.netns()).stream().filter(one -> all || one.isUp()).toList();
    head(process, isShort);
    for (Interface one : shown) {
      show(process, one, isShort);
    }
    return 0;
  }

  private static int showOne(Process process, String name, boolean isShort) throws FileException {
    head(process, isShort);
    Interface one = Interface.find(process.netns(), name);
    if (one == null) {
      process.complain(name + ": error fetching interface information: Device not found");
      return 1;
    }
    show(process, one, isShort);
    return 0;
  }

  private static void head(Process process, boolean isShort) throws FileException {
    if (isShort) {
      process.out().print("Iface     " + InterfaceText.SHORT_HEAD);
    }
  }

  private static void show(Process process, Interface one, boolean isShort) throws FileException {
    process.out().print(isShort ? InterfaceText.line(one) : InterfaceText.paragraph(one));
  }
}
