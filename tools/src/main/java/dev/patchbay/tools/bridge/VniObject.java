package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.device.vxlan.VniRequests;
import dev.patchbay.device.vxlan.VniSnapshot;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `bridge vni { add | delete | show }`: which networks VXLAN devices with `vnifilter` serve.
final class VniObject {
  private static final Keywords COMMANDS =
      new Keywords("=add", "=delete", "=show", "=lst", "=list", "=help");

  private final Session session;
  private @Nullable String device;
  private int first;
  private int last;
  private boolean named;
  private @Nullable Ip remote;

  private VniObject(Session session) {
    this.session = session;
  }

  static void run(Session session, Args args) throws NetlinkException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("vni", word);
    }
    VniObject object = new VniObject(session);
    switch (command) {
      case "add", "delete" -> object.read(args).apply(command.equals("add"));
      case "help" -> throw Usage.of("vni");
      default -> object.show(args);
    }
  }

  // ---- changes

  private VniObject read(Args args) {
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> device = args.next();
        case "vni" -> range(args.next());
        case "group" -> remote = end(args.next(), true);
        case "remote" -> remote = end(args.next(), false);
        default -> {
          if (Args.matches(word, "help")) {
            throw Usage.of("vni");
          }
        }
      }
    }
    return this;
  }

  private void range(String word) {
    if (named) {
      throw Args.invarg("duplicate vni", word);
    }
    named = true;
    int dash = word.indexOf('-');
    first = Atoi.of(dash < 0 ? word : word.substring(0, dash));
    int end = dash < 0 ? 0 : Atoi.of(word.substring(dash + 1));
    last = end == 0 ? first : end;
  }

  private static Ip end(String word, boolean group) {
    Ip address = Ip.parse(word);
    if (address == null) {
      throw new CommandException(
          1, "Error: any valid address is expected rather than \"" + word + "\".");
    }
    if (group && !address.isMulticast()) {
      throw Args.invarg("invalid group address", word);
    }
    return address;
  }

  private void apply(boolean add) throws NetlinkException {
    if (device == null || !named) {
      throw new Refusal("Device and VNI ID are required arguments.");
    }
    NetDevice found = session.device(device);
    if (found == null) {
      throw new Refusal("Cannot find vxlan device \"" + device + "\"");
    }
    if (add) {
      VniRequests.add(found, first, last, remote);
    } else {
      VniRequests.remove(found, first, last);
    }
  }

  // ---- shows

  private void show(Args args) throws NetlinkException {
    while (args.hasNext()) {
      if (args.next().equals("dev")) {
        device = args.next();
      }
    }
    NetDevice only = device == null ? null : session.requireDevice(device);
    VniText text = new VniText(session.output(), session.options().statistics);
    text.begin();
    if (only != null) {
      text.show(only.name(), list(only));
    } else {
      for (NetDevice one : session.netns().devices()) {
        if (VniRequests.isFiltering(one)) {
          text.show(one.name(), VniRequests.list(one));
        }
      }
    }
    text.end();
  }

  private static List<VniSnapshot> list(NetDevice only) throws NetlinkException {
    try {
      return VniRequests.list(only);
    } catch (NetlinkException e) {
      throw new Refusal(-1, Session.answer(e) + "\nDump ternminated");
    }
  }
}
