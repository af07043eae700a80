package dev.patchbay.bench.packetdrill;

/// What packetdrill asks for, in the order of their numbers (packetdrill.c).
enum Call {
  SOCKET,
  BIND,
  LISTEN,
  ACCEPT,
  CONNECT,
  RECEIVE,
  SEND,
  FCNTL,
  IOCTL,
  CLOSE,
  SHUTDOWN,
  GET_OPTION,
  SET_OPTION,
  POLL,
  DEVICE_SEND,
  DEVICE_RECEIVE,
  SLEEP,
  TIME,
  MTU
}
