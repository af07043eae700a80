package dev.patchbay.filter;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Knows no names but those of protocols that everybody knows.
public enum NumbersOnly implements NameService {
  INSTANCE;

  @Override
  public int port(String name, String protocol) {
    return -1;
  }

  @Override
  public @Nullable String service(int port, String protocol) {
    return null;
  }

  @Override
  public int protocol(String name) {
    return IpProtocol.number(name);
  }

  @Override
  public @Nullable String protocolName(int number) {
    return IpProtocol.name(number);
  }

  @Override
  public List<Ip> addresses(Family family, String name) {
    return List.of();
  }

  @Override
  public @Nullable String nameOf(Ip address) {
    return null;
  }

  @Override
  public long user(String name) {
    return -1;
  }

  @Override
  public @Nullable String userName(long id) {
    return null;
  }

  @Override
  public long group(String name) {
    return -1;
  }

  @Override
  public @Nullable String groupName(long id) {
    return null;
  }
}
