package dev.patchbay.tools.ip;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.ip6.Inet6Device;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import org.jspecify.annotations.Nullable;

/// `ip token`: what the addresses end with that a device makes of routers' prefixes.
final class TokenObject {
  private static final Keywords COMMANDS =
      new Keywords("list", "lst", "show", "set", "add", "delete", "get", "help");

  private static final int ENDED = 255;

  private TokenObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "list";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new Refusal(ENDED, "Command \"" + word + "\" is unknown, try \"ip token help\".");
    }
    switch (command) {
      case "list", "lst", "show", "get" -> list(session, args);
      case "set", "add" -> set(session, args, true);
      case "delete" -> set(session, args, false);
      default -> throw Usage.of("token");
    }
    return 0;
  }

  /// The device of the name, or the end of the command.
  static NetDevice device(Session session, String name) {
    NetDevice device = session.device(name);
    if (device == null) {
      throw Args.invarg("dev is invalid\n", name);
    }
    return device;
  }

  /// Lists the devices that may have one; words that mean nothing are passed over.
  private static void list(Session session, Args args) throws FileException {
    NetDevice only = null;
    while (args.hasNext()) {
      if (args.next().equals("dev")) {
        only = device(session, args.next());
      }
    }
    session.output().begin();
    for (NetDevice device : session.netns().devices()) {
      if (only == null || only == device) {
        show(session.output(), device);
      }
    }
    session.output().end();
    session.flush();
  }

  private static void show(Output out, NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    boolean asksNobody = (device.flags() & (DeviceFlags.LOOPBACK | DeviceFlags.NOARP)) != 0;
    if (inet == null || asksNobody) {
      return;
    }
    out.openObject(null);
    out.string("token", "token ", Ip.v6(0, inet.token()).text(), " ");
    out.string("ifname", "dev ", device.name(), "\n");
    out.closeObject();
  }

  private static void set(Session session, Args args, boolean withToken) throws NetlinkException {
    NetDevice device = null;
    Ip token = null;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("dev")) {
        device = device(session, args.next());
      } else if (withToken && token == null) {
        if (Args.matches(word, "help")) {
          throw Usage.of("token");
        }
        token = InetText.prefix(word, ProtocolFamily.INET6).address();
      }
    }
    if (withToken && token == null) {
      throw new Refusal("Not enough information: token is required.");
    }
    change(session, device, token);
  }

  private static void change(Session session, @Nullable NetDevice device, @Nullable Ip token)
      throws NetlinkException {
    if (device == null) {
      throw new Refusal("Not enough information: \"dev\" argument is required.");
    }
    LinkRequest request = new LinkRequest();
    request.token = token == null ? Ip.ANY6 : token;
    session.netns().links().change(device, request);
  }
}
