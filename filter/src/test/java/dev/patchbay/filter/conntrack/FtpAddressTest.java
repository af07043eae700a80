package dev.patchbay.filter.conntrack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.filter.conntrack.FtpAddress.Kind;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FtpAddressTest {
  private static FtpAddress read(String line, boolean reply, Family family) {
    byte[] bytes = ("xx" + line).getBytes(StandardCharsets.ISO_8859_1);
    return FtpAddress.read(bytes, 2, bytes.length, reply, family);
  }

  @Test
  void readsTheAddressOfAClient() {
    FtpAddress said = read("PORT 192,168,0,2,200,10\r\n", false, Family.IPV4);

    assertThat(said).isEqualTo(new FtpAddress(Kind.PORT, Ip.of("192.168.0.2"), 51210, 2 + 5, 18));
    assertThat(said.text(Ip.of("10.0.0.1"), 258)).isEqualTo("10,0,0,1,1,2");
  }

  @Test
  void readsTheAddressOfAServerBehindAnyWords() {
    FtpAddress said = read("227 Entering (10,0,0,2,4,1).\r\n", true, Family.IPV4);

    assertThat(said).isEqualTo(new FtpAddress(Kind.PASV, Ip.of("10.0.0.2"), 1025, 2 + 14, 12));
  }

  @Test
  void readsBothFamiliesInTheExtendedForm() {
    assertThat(read("EPRT |1|10.0.0.2|6275|\r\n", false, Family.IPV4))
        .isEqualTo(new FtpAddress(Kind.EPRT, Ip.of("10.0.0.2"), 6275, 2 + 5, 17));
    assertThat(read("EPRT |2|2001:db8::1|6275|\r\n", false, Family.IPV6))
        .isEqualTo(new FtpAddress(Kind.EPRT, Ip.of("2001:db8::1"), 6275, 2 + 5, 20));
  }

  @Test
  void readsThePortOfAServerThatKeepsItsAddress() {
    FtpAddress said = read("229 Extended (|||6446|)\r\n", true, Family.IPV6);

    assertThat(said).isEqualTo(new FtpAddress(Kind.EPSV, null, 6446, 2 + 14, 8));
    assertThat(said.text(Ip.of("::1"), 7)).isEqualTo("|||7|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"USER x\r\n", "PASV\r\n", "PORX 1,2,3,4,5,6\r\n"})
  void otherLinesNameNoAddress(String line) {
    assertThat(read(line, false, Family.IPV4)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"POR", "PORT", "PORT 1,2,3", "PORT 1,2,3,4,5,256x", "EPRT |2|10.0.0.2|1|"})
  void aLineThatIsNotWholeMayNotPass(String line) {
    assertThat(read(line, false, Family.IPV4)).isSameAs(FtpAddress.BROKEN);
  }
}
