package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.Netns;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.stack.TestLab;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The files of `net/ipv4` as Linux 6.1 has them in a namespace that has just been made.
class IpSysctlsTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");

  private void refuses(String file, String text) {
    SysctlTree.Entry entry =
        Objects.requireNonNull(lab.machine.sysctls().find(red, "net/ipv4/" + file), file);

    assertThatExceptionOfType(FileException.class)
        .as(file)
        .isThrownBy(() -> entry.write(text))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
  }

  @ParameterizedTest
  @CsvSource({
    "ip_default_ttl,64",
    "icmp_echo_ignore_all,0",
    "icmp_echo_ignore_broadcasts,1",
    "icmp_ratelimit,1000",
    "icmp_ratemask,6168",
    "icmp_msgs_per_sec,1000",
    "icmp_msgs_burst,50",
    "ipfrag_high_thresh,4194304",
    "ipfrag_low_thresh,3145728",
    "ipfrag_time,30",
    "ip_local_port_range,32768\t60999",
    "tcp_congestion_control,cubic",
    "tcp_allowed_congestion_control,reno cubic",
    "tcp_syncookies,1",
    "tcp_fin_timeout,60",
    "udp_rmem_min,4096"
  })
  void holdsWhatLinuxHolds(String file, String value) {
    assertThat(lab.sysctl(red, "net/ipv4/" + file)).isEqualTo(value);
  }

  @Test
  void takesOnlyWhatIsInRange() {
    refuses("ip_default_ttl", "0");
    refuses("ip_default_ttl", "256");
    refuses("ip_default_ttl", "abc");
    refuses("icmp_echo_ignore_all", "2");
    refuses("tcp_syn_retries", "128");
    refuses("tcp_rmem", "0 1 2");
    refuses("ping_group_range", "1");

    lab.sysctl(red, "net/ipv4/ip_default_ttl", "255");
    assertThat(lab.sysctl(red, "net/ipv4/ip_default_ttl")).isEqualTo("255");
  }

  @Test
  void keepsTheThresholdsOfFragmentsInOrder() {
    refuses("ipfrag_high_thresh", "3145727");
    refuses("ipfrag_low_thresh", "4194305");
  }

  @Test
  void keepsNumbersOfSeveralWordsApartByTabs() {
    lab.sysctl(red, "net/ipv4/ip_local_port_range", "1024 65000");

    assertThat(lab.sysctl(red, "net/ipv4/ip_local_port_range")).isEqualTo("1024\t65000");
  }

  @Test
  void roundsTheRateLimitAsTheKernelDoes() {
    lab.sysctl(red, "net/ipv4/icmp_ratelimit", "1005");

    assertThat(lab.sysctl(red, "net/ipv4/icmp_ratelimit")).isEqualTo("1010");
  }

  @Test
  void emptiesTheRangeOfGroupsThatIsTheWrongWayRound() {
    lab.sysctl(red, "net/ipv4/ping_group_range", "5 2");

    assertThat(lab.sysctl(red, "net/ipv4/ping_group_range")).isEqualTo("1\t0");
  }

  @Test
  void inheritsNothingFromAnotherNamespace() {
    lab.sysctl(lab.machine.initialNetns(), "net/ipv4/ip_default_ttl", "77");

    assertThat(lab.sysctl(lab.netns("blue"), "net/ipv4/ip_default_ttl")).isEqualTo("64");
  }

  @Test
  void hasWhatBelongsToTheMachineInTheInitialNamespaceOnly() {
    List<String> initial = lab.machine.sysctls().list(lab.machine.initialNetns(), "net/ipv4");
    List<String> child = lab.machine.sysctls().list(red, "net/ipv4");

    assertThat(initial).contains("tcp_mem", "udp_mem", "inet_peer_threshold", "tcp_max_orphans");
    assertThat(child).doesNotContain("tcp_mem", "udp_mem", "inet_peer_threshold");
    assertThat(lab.sysctl(red, "net/ipv4/tcp_ehash_entries")).isEqualTo("-16384");
    assertThat(lab.sysctl(lab.machine.initialNetns(), "net/ipv4/tcp_ehash_entries"))
        .isEqualTo("16384");
    assertThat(lab.machine.sysctls().find(red, "net/core/rmem_max")).isNull();
    assertThat(lab.sysctl(lab.machine.initialNetns(), "net/core/rmem_max")).isEqualTo("212992");
  }
}
