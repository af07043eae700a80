package dev.patchbay.stack.mpls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LabelStack;
import dev.patchbay.packet.MplsTunnel;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Pinger;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.route.RouteRequest;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.Routes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A host that labels, a router that switches, a host that answers by IP (RFC 3031).
class LabelSwitchingTest {
  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns h1 = lab.netns("h1");
  private final Netns rt = lab.netns("rt");
  private final Netns h2 = lab.netns("h2");
  private final Cable near = lab.connect(h1, "e1", "10.1.0.2/24", rt, "e1", "10.1.0.1/24");
  private final Cable far = lab.connect(rt, "e2", "10.2.0.1/24", h2, "e2", "10.2.0.2/24");
  private final Pinger pinger = new Pinger(h1);

  LabelSwitchingTest() throws NetlinkException {
    MplsRouter router = new MplsRouter();
    router.load(lab.machine, Map.of());
    for (Netns netns : lab.machine.namespaces()) {
      router.enter(netns);
    }
    new MplsIptunnel().load(lab.machine, Map.of());
    lab.route(h2, "0.0.0.0/0", "10.2.0.1");
    lab.sysctl(rt, "net/ipv4/ip_forward", "1");
    lab.sysctl(rt, "net/mpls/platform_labels", "1000");
    lab.sysctl(rt, "net/mpls/conf/e1/input", "1");
    encapsulate(LabelStack.of(100));
  }

  private void encapsulate(LabelStack labels) throws NetlinkException {
    RouteRequest request = new RouteRequest(Family.IPV4);
    request.destination = Prefix.of("10.2.0.0/24");
    request.gateway = Ip.of("10.1.0.1");
    request.type = RouteType.UNICAST;
    request.encap = new MplsTunnel(labels, MplsTunnel.USUAL_TTL);
    Routes.of(h1).add(request, RouteRequest.Mode.REPLACE);
  }

  private void label(int label, String router) throws NetlinkException {
    MplsRequest request = new MplsRequest();
    request.label = label;
    request.via = new MplsVia.Router(Ip.of(router));
    MplsRequests.add(rt, request, RouteRequest.Mode.REPLACE);
  }

  private void ping() {
    pinger.send("10.2.0.2");
    lab.pass(Duration.ofSeconds(1));
  }

  @Test
  void takesTheLastLabelAwayAndLeavesItsTimeToLive() throws NetlinkException {
    label(100, "10.2.0.2");

    ping();

    assertThat(pinger.received()).hasSize(1);
    assertThat(MplsDevice.of(near.peer()).received()).startsWith(88, 1);
  }

  @Test
  void dropsWhatHasALabelThatNobodyKnows() {
    ping();

    assertThat(pinger.received()).isEmpty();
    assertThat(lab.ledger().dropped(DropReason.MPLS_NOROUTE)).isOne();
  }

  @Test
  void takesNoLabelsUnlessItIsSet() throws NetlinkException {
    label(100, "10.2.0.2");
    lab.sysctl(rt, "net/mpls/conf/e1/input", "0");

    ping();

    assertThat(lab.ledger().dropped(DropReason.MPLS_INPUT_OFF)).isOne();
  }

  @Test
  void looksAtEachLabelThatIsForItself() throws NetlinkException {
    lab.sysctl(rt, "net/mpls/conf/lo/input", "1");
    MplsRequest here = new MplsRequest();
    here.label = 50;
    here.device = rt.loopback();
    MplsRequests.add(rt, here, RouteRequest.Mode.ADD);
    label(100, "10.2.0.2");
    encapsulate(LabelStack.of(50, 100));

    ping();

    assertThat(pinger.received()).hasSize(1);
  }

  @Test
  void losesTheRoutesOfLabelsBeyondTheTable() throws NetlinkException {
    label(100, "10.2.0.2");

    lab.sysctl(rt, "net/mpls/platform_labels", "50");

    assertThat(MplsTable.of(rt).snapshots()).isEmpty();
  }

  @Test
  void keepsARouteWhoseDeviceIsDownAsDead() throws NetlinkException {
    label(100, "10.2.0.2");

    lab.down(far);

    assertThat(MplsTable.of(rt).snapshots())
        .singleElement()
        .extracting(MplsSnapshot::flags)
        .isEqualTo(MplsHop.DOWN);
  }

  @Test
  void refusesReservedLabels() {
    assertThatThrownBy(() -> label(15, "10.2.0.2"))
        .isInstanceOf(NetlinkException.class)
        .hasMessage("Invalid label - must be MPLS_LABEL_FIRST_UNRESERVED or higher");
  }
}
