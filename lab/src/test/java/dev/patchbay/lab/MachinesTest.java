package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.device.segment.ConditionChange;
import dev.patchbay.device.segment.Segment;
import dev.patchbay.device.segment.SegmentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MachinesTest {
  private final Lab lab = Lab.builder().checkedPool(true).build();

  @AfterEach
  void everyPacketIsAccountedFor() {
    lab.close();
  }

  /// Two machines on a cable, with addresses.
  private Segment cable() {
    Segment cable = lab.addSegment("wire", SegmentType.CABLE);
    for (int i = 1; i <= 2; i++) {
      lab.plug(lab.addMachine("h" + i), "eth0", cable);
      lab.on("h" + i, "ip addr add 10.0.0." + i + "/24 dev eth0; ip link set eth0 up");
    }
    return cable;
  }

  @Test
  void joinsMachines() {
    cable();

    String output = lab.on("h1", "ping -c 2 10.0.0.2");

    assertThat(output).contains("2 received");
    assertThat(lab.status()).isZero();
  }

  @Test
  void tellsTheStatusOfWhatRanElsewhere() {
    lab.addMachine("h1");

    lab.on("h1", "exit 7");

    assertThat(lab.status()).isEqualTo(7);
  }

  @Test
  void knowsWhatCommandsHaveMade() {
    lab.run("machine add h1; segment add lan; plug h1:eth0 lan");

    Machine machine = lab.machine("h1");
    NetDevice nic = machine.initialNetns().device("eth0");

    assertThat(lab.segment("lan").ends().getFirst().nic()).isSameAs(nic);
  }

  @Test
  void changesASegmentWhileItIsUsed() {
    Segment cable = cable();
    ConditionChange slow = new ConditionChange();
    slow.delay = 50_000_000L;

    cable.change(slow);

    assertThat(lab.on("h1", "ping -c 2 10.0.0.2")).contains("icmp_seq=2 ttl=64 time=100 ms");
  }

  @Test
  void losesNothingThatIsUnderWayWhenAllEnds() {
    cable();
    lab.run("segment set wire delay 10s");

    lab.on("h1", "ping -c 1 -W 1 10.0.0.2");

    assertThat(lab.world().ledger().queued()).isPositive();
  }

  @Test
  void refusesNamesThatAreTaken() {
    lab.addMachine("h1");
    lab.addSegment("lan", SegmentType.SWITCH);

    assertThatThrownBy(() -> lab.addMachine("h1")).hasMessage("Machine \"h1\" exists already.");
    assertThatThrownBy(() -> lab.addSegment("lan", SegmentType.CABLE))
        .hasMessage("Segment \"lan\" exists already.");
    assertThatThrownBy(() -> lab.machine("h2")).hasMessage("no machine is called h2");
    assertThatThrownBy(() -> lab.segment("wan")).hasMessage("no segment is called wan");
    assertThatThrownBy(() -> lab.on("h2", "true")).hasMessage("no machine is called h2");
  }

  @Test
  void aStormBetweenTwoSwitchesIsBounded() {
    lab.run("segment add a; segment add b; machine add h1; machine add h2");
    for (String host : new String[] {"h1", "h2"}) {
      lab.run("plug " + host + ":eth0 a up; plug " + host + ":eth1 b up");
      lab.on(
          host,
          """
          ip link add br0 type bridge
          ip link set br0 up
          ip link set eth0 master br0
          ip link set eth1 master br0
          """);
    }
    lab.on("h1", "ip addr add 10.0.0.1/24 dev br0");

    lab.on("h1", "ping -c 1 -W 0.01 10.0.0.9");

    assertThat(lab.world().ledger().balances()).isTrue();
    assertThat(lab.world().ledger().queued()).isLessThan(5_000);
  }

  @Test
  void manyMachinesCostLittle() {
    lab.run("segment add lan; for i in $(seq 100); do machine add m$i; plug m$i:eth0 lan; done");

    assertThat(lab.segment("lan").ends()).hasSize(100);
  }

  @Test
  void theConditionsOfOneEndAreItsOwn() {
    lab.run("segment add lan; for i in 1 2 3; do machine add h$i; plug h$i:eth0 lan up; done");
    lab.run("for i in 1 2 3; do on h$i ip addr add 10.0.0.$i/24 dev eth0; done");
    lab.on("h1", "ping -c 1 10.0.0.2; ping -c 1 10.0.0.3");
    lab.on("h3", "ping -c 1 10.0.0.2");
    lab.run("segment set lan from h1:eth0 delay 5ms; segment set lan to h2:eth0 delay 7ms");

    assertThat(lab.on("h1", "ping -c 1 10.0.0.2")).contains("time=12.0 ms");
    assertThat(lab.on("h1", "ping -c 1 10.0.0.3")).contains("time=5.00 ms");
    assertThat(lab.on("h3", "ping -c 1 10.0.0.2")).contains("time=7.00 ms");
  }

  @Test
  void oneEndIsCutAndMended() {
    lab.run("segment add lan; for i in 1 2; do machine add h$i; plug h$i:eth0 lan up; done");

    lab.run("segment cut lan h2:eth0");
    String cut = lab.on("h2", "ip -br link show eth0");
    String other = lab.on("h1", "ip -br link show eth0");
    lab.run("segment mend lan h2:eth0");
    String mended = lab.on("h2", "ip -br link show eth0");

    assertThat(cut).doesNotContain("LOWER_UP");
    assertThat(other).contains("LOWER_UP");
    assertThat(mended).contains("LOWER_UP");
  }
}
