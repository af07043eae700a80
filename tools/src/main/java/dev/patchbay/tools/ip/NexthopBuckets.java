package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.stack.route.NexthopSnapshot;
import dev.patchbay.stack.route.Nexthops;
import dev.patchbay.tools.iproute.Keywords;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip nexthop bucket`: which next hops the buckets of resilient groups belong to.
final class NexthopBuckets {
  private static final Keywords COMMANDS = new Keywords("list", "show", "lst", "get", "help");
  private static final Keywords WORDS =
      new Keywords("dev", "master", "vrf", "=id", "=nhid", "help");
  private static final int ENDED = 255;

  private final Session session;
  private final Nexthops nexthops;
  private @Nullable NetDevice device;
  private int id;
  private int owner;

  private NexthopBuckets(Session session) {
    this.session = session;
    this.nexthops = Nexthops.of(session.netns());
  }

  static int run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "list";
    String command = COMMANDS.find(word);
    NexthopBuckets buckets = new NexthopBuckets(session);
    switch (command) {
      case "list", "show", "lst" -> buckets.show(args);
      case "get" -> buckets.get(args);
      case "help" -> throw Usage.of("nexthop");
      case null, default ->
          throw new CommandException(
              ENDED, "Command \"" + word + "\" is unknown, try \"ip nexthop help\".");
    }
    return 0;
  }

  private void show(Args args) throws FileException, NetlinkException {
    while (args.hasNext()) {
      take(args.next(), args);
    }
    List<NexthopSnapshot> groups = id == 0 ? nexthops.snapshots() : List.of(group());
    session.output().begin();
    for (NexthopSnapshot group : groups) {
      NexthopSnapshot.Resilient resilient = group.resilient();
      for (int i = 0; resilient != null && i < resilient.buckets().size(); i++) {
        NexthopSnapshot.Bucket bucket = resilient.buckets().get(i);
        if ((owner == 0 || bucket.id() == owner) && isByDevice(bucket.id())) {
          show(group.id(), i, bucket);
        }
      }
    }
    session.output().end();
    session.flush();
  }

  private boolean isByDevice(int hop) throws NetlinkException {
    return device == null || nexthops.get(hop).deviceIndex() == device.index();
  }

  private void take(String word, Args args) {
    String keyword = WORDS.find(word);
    switch (keyword) {
      case "dev", "master" -> device = NexthopWords.device(session, args.next());
      case "vrf" -> device = Vrfs.require(session, args.next(), "Invalid VRF\n");
      case "id" -> id = NexthopObject.id(args.next());
      case "nhid" -> owner = NexthopObject.id(args.next());
      case "help" -> throw Usage.of("nexthop");
      case null, default -> throw Args.invarg("", word);
    }
  }

  private NexthopSnapshot group() throws NetlinkException {
    NexthopSnapshot group = nexthops.get(id);
    if (group.members().isEmpty()) {
      throw new NetlinkException(Errno.EINVAL, "Not a nexthop group.");
    }
    if (group.resilient() == null) {
      throw new NetlinkException(Errno.EINVAL, "Nexthop group not of type resilient.");
    }
    return group;
  }

  private void show(int group, int index, NexthopSnapshot.Bucket bucket) {
    Output out = session.output();
    out.openObject(null);
    out.number("id", "id ", Integer.toUnsignedLong(group), " ");
    out.openObject("bucket");
    out.number("index", "index ", index, " ");
    new NexthopText(session).time("idle_time", bucket.idle());
    out.number("nhid", "nhid ", Integer.toUnsignedLong(bucket.id()), " ");
    out.closeObject();
    RouteText.flags(out, 0);
    out.text("\n");
    out.closeObject();
  }

  private void get(Args args) throws FileException, NetlinkException {
    int index = -1;
    while (args.hasNext()) {
      switch (args.next()) {
        case "id" -> id = NexthopObject.id(args.next());
        case "index" -> index = args.u16("invalid bucket index value");
        default -> throw Usage.of("nexthop");
      }
    }
    if (id == 0 || index < 0) {
      throw Usage.of("nexthop");
    }
    NexthopSnapshot.Resilient resilient = group().resilient();
    if (resilient == null || index >= resilient.buckets().size()) {
      throw new NetlinkException(Errno.ENOENT, "Bucket index out of bounds.");
    }
    session.output().begin();
    show(id, index, resilient.buckets().get(index));
    session.output().end();
    session.flush();
  }
}
