package dev.patchbay.tools.ip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IpTest {
  private final Console console = new Console();

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void isInTheCatalogueOfCommands() {
    List<String> classes =
        Ip.class.getModule().getDescriptor().provides().stream()
            .flatMap(provides -> provides.providers().stream())
            .toList();

    assertThat(classes).contains(Ip.class.getName());
  }

  @Test
  void refusesByNameWhatIsNotThereYet() {
    assertThat(console.run("ip xfrm state")).isEqualTo("[exit 0]\n");
    assertThat(console.run("ip xfrm state add"))
        .isEqualTo("ip: patchbay has no \"xfrm state add\" yet.\n[exit 1]\n");
  }

  @Test
  void tellsADeviceTypeOfLinuxFromOneNobodyHas() {
    assertThat(console.run("ip link add g0 type macsec id 7 remote 10.0.0.1"))
        .isEqualTo("ip: patchbay has no devices of type \"macsec\" yet.\n[exit 1]\n");
    assertThat(console.run("ip link help geneve")).startsWith("Usage: ... geneve id VNI\n");
    assertThat(console.run("ip link add g0 type nosuch"))
        .isEqualTo("Error: Unknown device type.\n[exit 2]\n");
  }

  @Test
  void leavesNothingBehindWhenAVethIsRefused() {
    console.run("ip link add taken type dummy");

    assertThat(console.run("ip link add v0 type veth peer name taken"))
        .isEqualTo("RTNETLINK answers: File exists\n[exit 2]\n");
    assertThat(console.run("ip -br link show type veth")).isEqualTo("[exit 0]\n");
  }

  @Test
  void parsesAllWordsBeforeItChangesAnything() {
    console.run("ip link add d0 type dummy");

    assertThat(console.run("ip link set d0 up mtu 1400 bogus"))
        .startsWith("Error: either \"dev\" is duplicate, or \"bogus\" is a garbage.");
    assertThat(console.run("ip link show d0")).contains("mtu 1500").contains("state DOWN");
  }

  @Test
  void worksInAnotherNamespaceWithoutMovingThere() {
    console.run("ip netns add red");
    console.run("ip -n red link add d0 type dummy");

    assertThat(console.run("ip link show d0"))
        .isEqualTo("Device \"d0\" does not exist.\n[exit 1]\n");
    assertThat(console.run("ip -n red -br link show d0")).startsWith("d0 ");
  }
}
