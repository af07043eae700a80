package dev.patchbay.tools.ip;

import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.Keywords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip link property`: gives a device further names, and takes them away.
final class LinkProperty {
  private static final Keywords COMMANDS = new Keywords("add", "del", "help");

  private LinkProperty() {}

  static void run(Session session, Args args) throws NetlinkException {
    String command = args.hasNext() ? COMMANDS.find(args.next()) : "help";
    if (command == null) {
      throw new CommandException(255, "Operator required");
    }
    if (command.equals("help")) {
      throw Usage.of("link");
    }
    List<String> names = new ArrayList<>(1);
    String device = read(args, names);
    if (device == null) {
      throw new CommandException(255, "Not enough of information: \"dev\" argument is required.");
    }
    LinkRequest request = new LinkRequest();
    if (command.equals("add")) {
      request.addAltNames = names;
    } else {
      request.removeAltNames = names;
    }
    session.netns().links().change(session.requireDevice(device), request);
  }

  /// Reads the alternative names into `names`, and returns the device's name.
  private static @Nullable String read(Args args, List<String> names) {
    String device = null;
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "altname")) {
        names.add(name(args.next()));
        continue;
      }
      if (Args.matches(word, "help")) {
        throw Usage.of("link");
      }
      String value = word.equals("dev") ? args.next() : word;
      if (device != null) {
        throw Args.garbage("dev", value);
      }
      device = value;
    }
    return device;
  }

  private static String name(String word) {
    if (!LinkWords.isLongName(word)) {
      throw Args.invarg("not a valid altname", word);
    }
    return word;
  }
}
