package dev.patchbay.tools.ip;

import dev.patchbay.core.HardwareAddresses;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.address.Groups;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip maddress`: the multicast addresses that devices listen to, of the link and of both families.
final class MaddressObject {
  private static final int EXIT = 255;
  private static final Keywords COMMANDS =
      new Keywords("add", "delete", "show", "lst", "list", "help");

  private final Session session;
  private final Output out;

  private MaddressObject(Session session) {
    this.session = session;
    this.out = session.output();
  }

  static int run(Session session, Args args) throws FileException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          EXIT, "Command \"" + word + "\" is unknown, try \"ip maddr help\".");
    }
    MaddressObject object = new MaddressObject(session);
    switch (command) {
      case "help" -> throw Usage.of("maddress");
      case "add", "delete" -> object.change(args, command.equals("add"));
      default -> object.show(args);
    }
    return 0;
  }

  // ---- show

  private void show(Args args) throws FileException {
    String name = null;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("dev")) {
        word = args.next();
      }
      if (name != null) {
        throw Args.garbage("dev", word);
      }
      name = word;
    }
    out.begin();
    for (NetDevice device : session.netns().devices()) {
      if (name == null || name.equals(device.name())) {
        show(device);
      }
    }
    out.end();
    session.flush();
  }

  private void show(NetDevice device) {
    List<HardwareAddresses.Entry> links =
        isAsked(ProtocolFamily.LINK) ? device.receiveMode().multicast().entries() : List.of();
    Groups ipv4 = groups(device, Family.IPV4, ProtocolFamily.INET);
    Groups ipv6 = groups(device, Family.IPV6, ProtocolFamily.INET6);
    if (links.isEmpty() && isEmpty(ipv4) && isEmpty(ipv6)) {
      return;
    }
    boolean oneline = session.options().oneline && !out.isJson();
    out.openObject(null);
    if (!oneline) {
      head(device);
    }
    out.openArray("maddr");
    NetDevice each = oneline ? device : null;
    links.forEach(entry -> link(entry, each));
    groups(ipv4, Family.IPV4, each);
    groups(ipv6, Family.IPV6, each);
    out.closeArray();
    out.closeObject();
  }

  private void head(NetDevice device) {
    out.number("ifindex", "", device.index(), ":");
    out.string(Color.IFNAME, "ifname", "\t", device.name(), "");
    out.newline();
  }

  /// Begins an entry: with `-oneline` by what all of the device's have in common.
  private void begin(@Nullable NetDevice device) {
    out.openObject(null);
    if (device != null) {
      head(device);
    }
  }

  private boolean isAsked(ProtocolFamily family) {
    return session.family() == ProtocolFamily.UNSPEC || session.family() == family;
  }

  private @Nullable Groups groups(NetDevice device, Family family, ProtocolFamily asked) {
    InetDevice inet = isAsked(asked) ? InetDevice.of(device, family) : null;
    return inet == null ? null : inet.groups();
  }

  private static boolean isEmpty(@Nullable Groups groups) {
    return groups == null || groups.count() == 0;
  }

  private void link(HardwareAddresses.Entry entry, @Nullable NetDevice device) {
    begin(device);
    out.text("\tlink  ");
    out.string(Color.MAC, "link", "", Mac.format(entry.mac()), "");
    users(entry.users());
    if (entry.isGlobal()) {
      out.string("features", " ", "static", "");
    }
    out.text("\n");
    out.closeObject();
  }

  private void groups(@Nullable Groups groups, Family family, @Nullable NetDevice device) {
    for (int i = 0; groups != null && i < groups.count(); i++) {
      boolean ipv4 = family == Family.IPV4;
      Ip address = new Ip(family, groups.hi(i), groups.lo(i));
      begin(device);
      out.string("family", "\t", ipv4 ? "inet" : "inet6", ipv4 ? "  " : " ");
      out.string(ipv4 ? Color.INET : Color.INET6, "address", "", address.text(), "");
      users(groups.users(i));
      out.text("\n");
      out.closeObject();
    }
  }

  private void users(int users) {
    if (users > 1) {
      out.number("users", " users ", users, "");
    }
  }

  // ---- add and delete

  private void change(Args args, boolean add) {
    String name = null;
    String address = null;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("dev")) {
        word = args.next();
        if (name != null) {
          throw Args.duplicate("dev", word);
        }
        name = word;
        continue;
      }
      if (Args.matches(word, "address")) {
        word = args.next();
      }
      if (Args.matches(word, "help")) {
        throw Usage.of("maddress");
      }
      if (address != null) {
        throw Args.duplicate("address", word);
      }
      address = word;
    }
    if (name == null) {
      throw new CommandException(EXIT, "Not enough information: \"dev\" is required.");
    }
    change(session.netns().device(name), address == null ? 0 : mac(address), add);
  }

  private static long mac(String word) {
    byte[] bytes = LinkLayer.parse(word);
    if (bytes.length != Mac.BYTES) {
      throw new Refusal(
          "Error: Invalid address length " + bytes.length + " - must be " + Mac.BYTES + " bytes");
    }
    return Mac.read(bytes, 0);
  }

  private static void change(@Nullable NetDevice device, long mac, boolean add) {
    if (device == null) {
      throw new Refusal("ioctl: No such device");
    }
    if (device.isLoopback()) {
      throw new Refusal("ioctl: Invalid argument");
    }
    if (add) {
      device.receiveMode().multicast().addGlobal(mac);
    } else if (!device.receiveMode().multicast().removeGlobal(mac)) {
      throw new Refusal("ioctl: No such file or directory");
    }
  }
}
