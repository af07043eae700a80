package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.socket.IpSocket;
import java.util.List;

/// `-m socket`: whether a socket of this namespace waits for the packet.
public final class Socket implements MatchKind {
  private static final Option<Void> TRANSPARENT = Option.flag("transparent");
  private static final Option<Void> NO_WILDCARD = Option.flag("nowildcard");
  private static final Option<Void> RESTORE_MARK = Option.flag("restore-skmark");

  @Override
  public String name() {
    return "socket";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TRANSPARENT, NO_WILDCARD, RESTORE_MARK);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Awaited(
        chosen.has(TRANSPARENT),
        chosen.has(NO_WILDCARD),
        chosen.has(RESTORE_MARK),
        new SocketQuestion());
  }

  /// @param transparent only sockets that may have addresses of others
  /// @param noWildcard sockets bound to no address count as well
  /// @param question used again for each packet
  record Awaited(
      boolean transparent, boolean noWildcard, boolean restoreMark, SocketQuestion question)
      implements Match {
    @Override
    public String name() {
      return "socket";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyAt(HookPoint.PREROUTING, HookPoint.INPUT);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (!question.ask(packet) || (question.isWildcard() && !noWildcard)) {
        return false;
      }
      IpSocket socket = question.socket();
      if (transparent && (socket == null || !socket.transparent())) {
        return false;
      }
      if (restoreMark && socket != null && socket.transparent()) {
        packet.packet().mark(socket.mark());
      }
      return true;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(transparent ? " --transparent" : "").append(noWildcard ? " --nowildcard" : "");
      out.append(restoreMark ? " --restore-skmark" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      save(out.append(" socket"));
    }
  }
}
