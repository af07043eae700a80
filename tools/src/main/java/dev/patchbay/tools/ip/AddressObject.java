package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.tools.iproute.Keywords;

/// `ip address`: adds, removes and shows addresses.
final class AddressObject {
  private static final Keywords COMMANDS =
      new Keywords(
          "add",
          "change",
          "=chg",
          "replace",
          "delete",
          "show",
          "lst",
          "list",
          "flush",
          "save",
          "showdump",
          "restore",
          "help");

  private AddressObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    if (!args.hasNext()) {
      return AddressListing.show(session, args);
    }
    String word = args.next();
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          255, "Command \"" + word + "\" is unknown, try \"ip address help\".");
    }
    return switch (command) {
      case "add", "change", "chg", "replace", "delete" -> request(session, command, args);
      case "flush" -> AddressFlush.flush(session, args);
      case "show", "lst", "list" -> AddressListing.show(session, args);
      case "help" -> throw Usage.of("address");
      case "save" -> AddressDump.save(session, args);
      case "showdump" -> AddressDump.show(session);
      default -> AddressDump.restore(session);
    };
  }

  private static int request(Session session, String command, Args args) throws NetlinkException {
    boolean delete = command.equals("delete");
    AddressRequest request = new AddressWords(session, delete).read(args);
    Addresses addresses = Addresses.of(session.netns());
    switch (command) {
      case "add" -> addresses.add(request);
      case "delete" -> addresses.delete(request);
      default -> addresses.replace(request);
    }
    return 0;
  }
}
