package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `ip netns list-id` and `ip netns set`: the numbers by which a namespace knows others.
final class NetnsIds {
  private static final int UNSAID = -1;

  private NetnsIds() {}

  // ---- set

  static int set(Session session, Args args) throws NetlinkException {
    if (!args.hasNext()) {
      throw new Refusal("No netns name specified");
    }
    String name = args.next();
    if (!args.hasNext()) {
      throw new Refusal("No nsid specified");
    }
    String word = args.next();
    int id = word.equals("auto") ? UNSAID : number("netnsid", word);
    Netns peer = session.machine().netns(name);
    if (peer == null) {
      throw new Refusal("Cannot open network namespace \"" + name + "\": " + Errno.ENOENT.text());
    }
    if (id == UNSAID && session.netns().knownNsid(peer) < 0) {
      session.netns().nsid(peer);
    } else {
      session.netns().assignNsid(peer, id);
    }
    return 0;
  }

  private static int number(String key, String word) {
    OptionalLong number = Numbers.integer(word, 0);
    if (number.isEmpty()) {
      throw Args.invarg("Invalid \"" + key + "\" value", word);
    }
    if (number.getAsLong() < 0) {
      throw Args.invarg("\"" + key + "\" value should be >= 0", word);
    }
    return (int) number.getAsLong();
  }

  // ---- list-id

  static int list(Session session, Args args) throws FileException, NetlinkException {
    int target = UNSAID;
    int only = UNSAID;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "target-nsid" -> target = value(word, target, args);
        case "nsid" -> only = value(word, only, args);
        default -> throw Usage.of("netns");
      }
    }
    Netns asked = target == UNSAID ? session.netns() : session.netns().byNsid(target);
    if (asked == null) {
      session.complain("Error: Invalid target network namespace id.\nDump terminated");
      return 1;
    }
    if (only == UNSAID) {
      showAll(session, asked);
    } else {
      showOne(session, asked, only);
    }
    return 0;
  }

  private static int value(String key, int before, Args args) {
    if (before != UNSAID) {
      throw Args.duplicate(key, key);
    }
    String word = args.next();
    OptionalLong number = Numbers.integer(word, 0);
    if (number.isEmpty()) {
      throw Args.invarg("\"" + key + "\" value is invalid", word);
    }
    if (number.getAsLong() < 0) {
      // iproute2 shows the word behind the one that it means.
      String shown = args.hasNext() ? args.next() : "(null)";
      throw Args.invarg("\"" + key + "\" value should be >= 0", shown);
    }
    return (int) number.getAsLong();
  }

  private static void showAll(Session session, Netns asked) {
    Output out = session.output();
    out.begin();
    for (int id : asked.knownNsids()) {
      Netns known = asked.byNsid(id);
      if (known != null) {
        show(session, out, id, known, asked != session.netns());
      }
    }
    out.end();
  }

  /// The namespace that is known here as `number`, and its number in the one that is asked.
  private static void showOne(Session session, Netns asked, int number) throws NetlinkException {
    Netns known = session.netns().byNsid(number);
    if (known == null) {
      throw new NetlinkException(Errno.EINVAL, "Peer netns reference is invalid.");
    }
    Output out = session.output();
    out.begin();
    show(session, out, asked.knownNsid(known), known, asked != session.netns());
    out.end();
  }

  private static void show(Session session, Output out, int id, Netns known, boolean showsCurrent) {
    out.openObject(null);
    if (id < 0) {
      out.text("nsid unassigned ");
    } else {
      out.number("nsid", "nsid ", id, " ");
    }
    int current = session.netns().knownNsid(known);
    if (showsCurrent && current >= 0) {
      out.number("current-nsid", "current-nsid ", current, " ");
    }
    @Nullable String name = current >= 0 ? LinkText.newestName(known) : null;
    if (name != null) {
      out.string("name", "(iproute2 netns name: ", name, ")");
    }
    out.text("\n");
    out.closeObject();
  }
}
