package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.NameService;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.socket.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m owner`: whose socket sent the packet.
public final class Owner implements MatchKind {
  private static final long MOST = 0xffff_fffeL;
  private static final Option<Range> USER = Option.of("uid-owner", Owner::readUser).invertible();
  private static final Option<Range> GROUP = Option.of("gid-owner", Owner::readGroup).invertible();
  private static final Option<Void> EXISTS = Option.flag("socket-exists").invertible();
  private static final Option<Void> SUPPLEMENTARY = Option.flag("suppl-groups");

  @Override
  public String name() {
    return "owner";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(USER, GROUP, EXISTS, SUPPLEMENTARY);
  }

  private static Range readUser(Reading reading, String text) {
    long id = reading.names().user(text);
    return id >= 0 ? new Range(id, id) : readRange(reading, text);
  }

  private static Range readGroup(Reading reading, String text) {
    long id = reading.names().group(text);
    return id >= 0 ? new Range(id, id) : readRange(reading, text);
  }

  private static Range readRange(Reading reading, String text) {
    int dash = Math.max(text.indexOf('-'), text.indexOf(':'));
    Long low = Values.parse(dash < 0 ? text : text.substring(0, dash));
    Long high = dash < 0 ? low : Values.parse(text.substring(dash + 1));
    if (low == null || high == null || low > MOST || high > MOST) {
      throw new Refusal(
          "owner: Bad value for \"--" + reading.option() + "\" option: \"" + text + "\"");
    }
    return new Range(low, high);
  }

  @Override
  public void verify(Chosen chosen) {
    if (chosen.has(SUPPLEMENTARY) && !chosen.isBefore(GROUP, SUPPLEMENTARY)) {
      throw new Refusal(
          "owner: Bad value for \"--suppl-groups\" option: \"you need to use --gid-owner first\"");
    }
  }

  @Override
  public Match build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal(
          "owner: At least one of --uid-owner, --gid-owner or --socket-exists is required");
    }
    return new Owned(
        chosen.has(EXISTS),
        chosen.inverted(EXISTS),
        chosen.get(USER),
        chosen.inverted(USER),
        chosen.get(GROUP),
        chosen.inverted(GROUP),
        chosen.has(SUPPLEMENTARY));
  }

  record Owned(
      boolean exists,
      boolean notExists,
      @Nullable Range user,
      boolean notUser,
      @Nullable Range group,
      boolean notGroup,
      boolean supplementary)
      implements Match {
    @Override
    public String name() {
      return "owner";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyAt(HookPoint.OUTPUT, HookPoint.POSTROUTING);
      if (isBackward(user) || isBackward(group)) {
        throw new NetlinkException(Errno.EINVAL);
      }
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (!(packet.packet().owner() instanceof Socket socket)) {
        return (!exists || notExists) && (user == null || notUser) && (group == null || notGroup);
      }
      // Processes of a lab have no groups: each user is in the one of its number.
      return !(exists && notExists)
          && (user == null || user.contains(socket.user()) != notUser)
          && (group == null || group.contains(socket.user()) != notGroup);
    }

    @Override
    public void save(StringBuilder out) {
      if (exists) {
        out.append(notExists ? " ! --socket-exists" : " --socket-exists");
      }
      save(out, "uid-owner", user, notUser);
      save(out, "gid-owner", group, notGroup);
      out.append(supplementary ? " --suppl-groups" : "");
    }

    private static boolean isBackward(@Nullable Range range) {
      return range != null && range.min() > range.max();
    }

    private static void save(
        StringBuilder out, String option, @Nullable Range range, boolean inverted) {
      if (range != null) {
        out.append(inverted ? " ! --" : " --").append(option).append(' ').append(text(range));
      }
    }

    private static String text(Range range) {
      return range.min() == range.max()
          ? Long.toString(range.min())
          : range.min() + "-" + range.max();
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      if (exists) {
        out.append(notExists ? " ! owner socket exists" : " owner socket exists");
      }
      if (user != null) {
        out.append(notUser ? " ! owner UID match " : " owner UID match ");
        out.append(name(user, listing, true));
      }
      if (group != null) {
        out.append(notGroup ? " ! owner GID match " : " owner GID match ");
        out.append(name(group, listing, false));
      }
      out.append(supplementary ? " incl. suppl. groups" : "");
    }

    private static String name(Range range, Listing listing, boolean isUser) {
      boolean isOne = range.min() == range.max() && !listing.numeric();
      NameService names = listing.names();
      String name =
          isOne ? isUser ? names.userName(range.min()) : names.groupName(range.min()) : null;
      return name == null ? text(range) : name;
    }
  }
}
