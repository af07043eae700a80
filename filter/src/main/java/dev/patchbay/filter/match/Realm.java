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
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Masked;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.Route;
import java.util.List;

/// `-m realm`: the realm of the route that the packet takes (`ip route … realm`).
public final class Realm implements MatchKind {
  private static final String NAMED = "cosmos";
  private static final Option<Masked> REALM =
      Option.of("realm", Values.masked(NAMED)).mandatory().invertible();

  @Override
  public String name() {
    return "realm";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV4;
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(REALM);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Routed(chosen.required(REALM), chosen.inverted(REALM));
  }

  record Routed(Masked realm, boolean inverted) implements Match {
    @Override
    public String name() {
      return "realm";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyAt(HookPoint.INPUT, HookPoint.FORWARD, HookPoint.OUTPUT, HookPoint.POSTROUTING);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      return packet.packet().destination() instanceof Route route
          && ((route.realms() & realm.mask()) == realm.value()) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --realm " : " --realm ").append(realm.text(NAMED));
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(inverted ? " ! realm " : " realm ");
      out.append(realm.text(listing.numeric() ? null : NAMED));
    }
  }
}
