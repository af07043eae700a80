package dev.patchbay.tools.nettools;

import dev.patchbay.core.Command;
import dev.patchbay.core.HardwareAddresses;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.address.Groups;
import dev.patchbay.stack.address.InetDevice;
import org.jspecify.annotations.Nullable;

/// `ipmaddr`: the multicast addresses that devices listen to.
public final class Ipmaddr implements Command {
  private static final String USAGE =
      """
      Usage: ipmaddr [ add | del ] MULTIADDR dev STRING
             ipmaddr show [ dev STRING ] [ ipv4 | ipv6 | link | all ]
             ipmaddr -V | -version
      """;

  private static final String NO_ADDRESS = "00:00:00:00:00:00";

  @Override
  public int run(Process process, Args args) throws FileException {
    String action = args.hasNext() ? args.next() : "show";
    return switch (action) {
      case "-V", "-version", "--version" -> {
        process.out().print(UsageText.VERSION + "Alexey Kuznetsov\n");
        yield 0;
      }
      case "show", "list", "sh" -> show(process, args);
      case "add", "del", "delete" -> change(process, args, action.equals("add"));
      default -> usage();
    };
  }

  private static int usage() {
    throw new CommandException(Route.WRONG_USAGE, USAGE.stripTrailing());
  }

  // ---- changing

  private static int change(Process process, Args args, boolean add) {
    String word = NO_ADDRESS;
    String name = "";
    while (args.hasNext()) {
      String next = args.next();
      if (next.equals("dev") && args.hasNext()) {
        name = args.next();
      } else {
        word = next;
      }
    }
    Mac mac = Mac.parse(word);
    if (mac == null || name.isEmpty()) {
      return usage();
    }
    NetDevice device = process.netns().device(name);
    if (device == null) {
      throw new CommandException(1, "ioctl: " + Errno.ENODEV.text());
    }
    if (add) {
      device.receiveMode().multicast().addGlobal(mac.value());
    } else if (!device.receiveMode().multicast().removeGlobal(mac.value())) {
      throw new CommandException(1, "ioctl: " + Errno.ENOENT.text());
    }
    return 0;
  }

  // ---- showing

  private static int show(Process process, Args args) throws FileException {
    String only = "";
    String what = "all";
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> only = args.hasNext() ? args.next() : "";
        case "ipv4", "ipv6", "link", "all" -> what = word;
        default -> only = word;
      }
    }
    StringBuilder text = new StringBuilder();
    for (NetDevice device : process.netns().devices()) {
      String lines = only.isEmpty() || only.equals(device.name()) ? of(device, what) : "";
      if (!lines.isEmpty()) {
        text.append(device.index()).append(":\t").append(device.name()).append('\n').append(lines);
      }
    }
    process.out().print(text);
    return 0;
  }

  private static String of(NetDevice device, String what) {
    StringBuilder text = new StringBuilder();
    boolean all = what.equals("all");
    if (all || what.equals("link")) {
      for (HardwareAddresses.Entry entry : device.receiveMode().multicast().entries()) {
        text.append("\tlink  ").append(Mac.format(entry.mac())).append(users(entry.users()));
        text.append(entry.isGlobal() ? " static" : "").append('\n');
      }
    }
    if (all || what.equals("ipv4")) {
      groups(text, InetDevice.inet(device), "\tinet  ");
    }
    if (all || what.equals("ipv6")) {
      groups(text, InetDevice.inet6(device), "\tinet6 ");
    }
    return text.toString();
  }

  private static void groups(StringBuilder text, @Nullable InetDevice inet, String title) {
    for (int i = 0; inet != null && i < inet.groups().count(); i++) {
      Groups groups = inet.groups();
      Family family = inet.family();
      text.append(title).append(new Ip(family, groups.hi(i), groups.lo(i)));
      text.append(users(groups.users(i))).append('\n');
    }
  }

  private static String users(int users) {
    return users > 1 ? " users " + users : "";
  }
}
