package dev.patchbay.device.vlan;

import static dev.patchbay.device.Frame.ethernet;

import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Network;
import dev.patchbay.device.Station;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Mac;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final Mac GROUP = Mac.of("01:80:c2:00:00:21");
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private final Network network = new Network();
  private NetDevice near;
  private Station far;

  @BeforeEach
  void aCable() throws NetlinkException {
    near = network.add("near", "veth", "peer", "name", "far");
    network.up(near, near.link());
    far = new Station(network, near.link());
  }

  @AfterEach
  void nothingVanishes() {
    network.assertNothingVanished();
  }

  private NetDevice vlan(int id, String protocol) throws NetlinkException {
    String[] words = {"vlan", "id", Integer.toString(id), protocol, "on"};
    LinkRequest request = network.request(network.netns, "v" + id, words);
    request.link = near;
    return network.netns.links().add(request);
  }

  /// What GVRP says in one message, behind its header.
  private Frame gvrp(String attributes) {
    String payload = "\u0042\u0042\u0003\0\1\1" + attributes + "\0\0";
    return ethernet(GROUP, near.address()).type(payload.length()).payload(payload);
  }

  private Frame mvrp(String vectors) {
    String payload = "\0\1\2" + vectors + "\0\0\0\0";
    return ethernet(GROUP, near.address()).type(EtherType.MVRP).payload(payload);
  }

  @Test
  void saysTwiceByGvrpWhatIsWanted() throws NetlinkException {
    NetDevice vlan = vlan(10, "gvrp");

    network.up(vlan);
    network.advance(HALF_A_SECOND);

    far.receives(gvrp("\4\2\0\n"));
    far.receives(gvrp("\4\2\0\n"));
    network.advance(Duration.ofSeconds(5));
    far.receivesNothing();
  }

  @Test
  void saysByGvrpWhatIsLeftWhenTheLastOneGoes() throws NetlinkException {
    NetDevice vlan = vlan(10, "gvrp");
    network.up(vlan);
    network.advance(HALF_A_SECOND);
    far.receives(gvrp("\4\2\0\n"));
    far.receives(gvrp("\4\2\0\n"));

    Links.unregister(List.of(vlan));
    network.settle();

    far.receives(gvrp("\4\3\0\n"));
  }

  @Test
  void putsVlansInARowIntoOneVectorOfMvrp() throws NetlinkException {
    network.up(vlan(20, "mvrp"), vlan(21, "mvrp"), vlan(4094, "mvrp"));

    network.advance(HALF_A_SECOND);

    String wanted = "\0\2\0\u0014\u002a" + "\0\1\u000f\u00fe\u0024";
    far.receives(mvrp(wanted));
    far.receives(mvrp(wanted));
    far.receivesNothing();
  }

  @Test
  void repeatsByMvrpEachSecond() throws NetlinkException {
    network.up(vlan(20, "mvrp"));
    network.advance(HALF_A_SECOND);
    far.receives(mvrp("\0\1\0\u0014\u0024"));
    far.receives(mvrp("\0\1\0\u0014\u0024"));

    network.advance(Duration.ofSeconds(1));

    far.receives(mvrp("\0\1\0\u0014\u0024"));
    far.receivesNothing();
  }
}
