package dev.patchbay.tools.ip;

import dev.patchbay.core.Accounts;
import dev.patchbay.core.LinkNames;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.tun.TunFlags;
import dev.patchbay.device.tun.TunRequest;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words behind `ip tuntap add` and `del`.
///
/// @param user the number of a user, or -1
/// @param group the number of a group, or -1
record TuntapWords(TunRequest request, int user, int group) {
  private static final int EXIT = 255;
  private static final int MODES = TunFlags.TUN | TunFlags.TAP;

  private static final Keywords WORDS =
      new Keywords("mode", "pi", "one_queue", "vnet_hdr", "multi_queue", "name", "help");
  private static final Keywords OWNERS = new Keywords("user", "group");

  /// Reads them to the end; `user` and `group` are known where `withOwner`.
  static TuntapWords read(Session session, Args args, boolean withOwner) {
    return new Reader(session, args).read(withOwner);
  }

  private static final class Reader {
    private final Accounts accounts;
    private final Args args;
    private String name = "";
    private int flags = TunFlags.NO_PI;
    private int user = -1;
    private int group = -1;

    Reader(Session session, Args args) {
      this.accounts = session.accounts();
      this.args = args;
    }

    TuntapWords read(boolean withOwner) {
      while (args.hasNext()) {
        String word = args.next();
        String known = WORDS.find(word);
        String owner = withOwner && known == null ? OWNERS.find(word) : null;
        if (owner != null) {
          owner(owner);
        } else {
          word(known, word);
        }
      }
      if ((flags & MODES) == 0) {
        throw new Refusal("You failed to specify a tunnel mode");
      }
      return new TuntapWords(new TunRequest(name, flags), user, group);
    }

    private void word(@Nullable String known, String word) {
      switch (known) {
        case "mode" -> mode();
        case "pi" -> flags &= ~TunFlags.NO_PI;
        case "one_queue" -> flags |= TunFlags.ONE_QUEUE;
        case "vnet_hdr" -> flags |= TunFlags.VNET_HDR;
        case "multi_queue" -> flags |= TunFlags.MULTI_QUEUE;
        case "name" -> name("name", args.next());
        case "help" -> throw Usage.of("tuntap");
        case null, default -> name("dev", Args.matches(word, "dev") ? args.next() : word);
      }
    }

    private void mode() {
      String mode = args.next();
      if (!mode.equals("tun") && !mode.equals("tap")) {
        throw new CommandException(EXIT, "Unknown tunnel mode \"" + mode + "\"");
      }
      int wanted = mode.equals("tun") ? TunFlags.TUN : TunFlags.TAP;
      if ((flags & MODES & ~wanted) != 0) {
        throw new CommandException(EXIT, "You managed to ask for more than one tunnel mode.");
      }
      flags |= wanted;
    }

    private void name(String key, String word) {
      if (!name.isEmpty()) {
        throw Args.garbage("name", word);
      }
      if (!LinkNames.isValid(word)) {
        throw Args.invarg("\"" + key + "\" not a valid ifname", word);
      }
      name = word;
    }

    private void owner(String key) {
      String word = args.next();
      OptionalLong number =
          word.startsWith("-") ? Numbers.integer(word, 10) : Numbers.u64(word, 10);
      boolean isUser = key.equals("user");
      if (number.isEmpty()) {
        number = isUser ? accounts.user(word) : accounts.group(word);
      }
      if (number.isEmpty()) {
        throw new CommandException(EXIT, "invalid " + key + " \"" + word + "\"");
      }
      if (isUser) {
        user = (int) number.getAsLong();
      } else {
        group = (int) number.getAsLong();
      }
    }
  }
}
