package dev.patchbay.stack.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.core.file.FileException;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SettingsTest {
  private static final String CONF = "net/ipv4/conf/";

  @RegisterExtension final TestLab lab = new TestLab();
  final Netns netns = lab.netns("red");
  final NetDevice device = Cable.plug(netns, "eth0");

  String read(String file) {
    return lab.sysctl(netns, CONF + file);
  }

  void write(String file, String value) {
    lab.sysctl(netns, CONF + file, value);
  }

  @Test
  void defaultsReachDevicesThatHaveNotBeenSetThemselves() {
    NetDevice other = Cable.plug(netns, "eth1");
    write("eth1/rp_filter", "2");

    write("default/rp_filter", "1");

    assertThat(read("eth0/rp_filter")).isEqualTo("1");
    assertThat(read(other.name() + "/rp_filter")).isEqualTo("2");
  }

  @Test
  void defaultsNoLongerReachADeviceThatHasHadAnAddress() throws NetlinkException {
    Addresses.of(netns).add(Listing.address(device, "10.0.0.1/24"));

    write("default/arp_ignore", "1");

    assertThat(read("eth0/arp_ignore")).isEqualTo("0");
  }

  @Test
  void newDevicesBeginWithTheDefaults() {
    write("default/arp_announce", "2");

    Cable.plug(netns, "eth1");

    assertThat(read("eth1/arp_announce")).isEqualTo("2");
  }

  @Test
  void forwardingForAllReachesEverythingAndEndsRedirects() {
    lab.sysctl(netns, "net/ipv4/ip_forward", "1");

    assertThat(read("all/forwarding")).isEqualTo("1");
    assertThat(read("default/forwarding")).isEqualTo("1");
    assertThat(read("eth0/forwarding")).isEqualTo("1");
    assertThat(read("all/accept_redirects")).isEqualTo("0");
    assertThat(read("eth0/accept_redirects")).isEqualTo("1");
  }

  @Test
  void forwardingOfOneDeviceStaysThere() {
    write("eth0/forwarding", "1");

    assertThat(lab.sysctl(netns, "net/ipv4/ip_forward")).isEqualTo("0");
    assertThat(read("lo/forwarding")).isEqualTo("0");
  }

  @Test
  void aNewNamespaceTakesIpv4FromTheInitialOneAndIpv6FromLinux() {
    Netns initial = lab.machine.initialNetns();
    lab.sysctl(initial, CONF + "default/rp_filter", "2");
    lab.sysctl(initial, "net/ipv6/conf/default/hop_limit", "33");

    Netns child = lab.netns("blue");

    assertThat(lab.sysctl(child, CONF + "default/rp_filter")).isEqualTo("2");
    assertThat(lab.sysctl(child, CONF + "lo/rp_filter")).isEqualTo("2");
    assertThat(lab.sysctl(child, "net/ipv6/conf/default/hop_limit")).isEqualTo("64");
    assertThat(lab.sysctl(netns, CONF + "default/rp_filter")).isEqualTo("0");
  }

  @Test
  void whatIsInheritedCanBeChosen() {
    Netns initial = lab.machine.initialNetns();
    lab.sysctl(initial, CONF + "default/rp_filter", "2");
    lab.sysctl(initial, "net/ipv6/conf/default/hop_limit", "33");

    lab.sysctl(initial, "net/core/devconf_inherit_init_net", "1");
    Netns all = lab.netns("all");
    lab.sysctl(initial, "net/core/devconf_inherit_init_net", "2");
    Netns none = lab.netns("none");

    assertThat(lab.sysctl(all, CONF + "default/rp_filter")).isEqualTo("2");
    assertThat(lab.sysctl(all, "net/ipv6/conf/default/hop_limit")).isEqualTo("33");
    assertThat(lab.sysctl(none, CONF + "default/rp_filter")).isEqualTo("0");
  }

  @Test
  void combinesDeviceAndAll() {
    InetDevice inet = Objects.requireNonNull(InetDevice.inet(device));
    write("all/rp_filter", "1");
    write("eth0/rp_filter", "2");
    write("all/accept_local", "1");

    assertThat(inet.rpFilter()).isEqualTo(2);
    assertThat(inet.acceptLocal()).isTrue();
    assertThat(inet.routeLocalnet()).isFalse();
    assertThat(inet.acceptRedirects()).isTrue();
    write("eth0/forwarding", "1");
    write("all/accept_redirects", "0");
    assertThat(inet.acceptRedirects()).isFalse();
  }

  @Test
  void listsEveryFileOfLinux() {
    SysctlTree tree = lab.machine.sysctls();

    assertThat(tree.list(netns, "net/ipv4/conf")).containsExactly("all", "default", "eth0", "lo");
    assertThat(tree.list(netns, "net/ipv4/conf/eth0")).hasSize(33).contains("proxy_arp_pvlan");
    assertThat(tree.list(netns, "net/ipv6/conf/default")).hasSize(55).contains("accept_dad");
  }

  @Test
  void refusesWhatDoesNotFit() throws FileException {
    SysctlTree.Entry hops =
        Objects.requireNonNull(
            lab.machine.sysctls().find(netns, "net/ipv6/conf/default/hop_limit"));

    assertThatThrownBy(() -> hops.write("256")).isInstanceOf(FileException.class);
    assertThatThrownBy(() -> hops.write("many")).isInstanceOf(FileException.class);
    assertThat(hops.read()).isEqualTo("64");
  }

  @Test
  void showsNumbersWithoutASign() throws FileException {
    SysctlTree.Entry wide =
        Objects.requireNonNull(
            lab.machine.sysctls().find(netns, "net/ipv6/conf/default/ioam6_id_wide"));

    assertThat(wide.read()).isEqualTo("4294967295");
    wide.write("4000000000");
    assertThat(wide.read()).isEqualTo("4000000000");
  }
}
