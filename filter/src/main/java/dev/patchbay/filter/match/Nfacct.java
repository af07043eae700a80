package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m nfacct`: counts packets in an object of a name that `nfacct` has made. A lab has no such
/// program, so the kernel never knows the name.
public final class Nfacct implements MatchKind {
  private static final Option<String> NAME =
      Option.of("nfacct-name", Values.string(1, 31)).mandatory();

  @Override
  public String name() {
    return "nfacct";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(NAME);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Object(chosen.required(NAME));
  }

  record Object(String object) implements Match {
    @Override
    public String name() {
      return "nfacct";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      throw new NetlinkException(Errno.ENOENT);
    }

    @Override
    public boolean matches(Inspection packet) {
      return false;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --nfacct-name ").append(object);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" nfacct-name  ").append(object);
    }
  }
}
