/*
 * A bad cable: copies frames between two links and delays, loses and throttles them, for kernels
 * without netem.
 *
 *   relay LINK LINK DELAY_US JITTER_US LOSS_PPM KBIT [PEER_MAC]
 *
 * KBIT 0 is no limit. With a peer only frames from or to that address suffer; others pass at once.
 * Frames keep their order. They carry their virtio header along, so that unfinished checksums and
 * segments too large for the wire go through as they came.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LARGEST (sizeof(struct virtio_net_hdr) + ETH_HLEN + 65536)
#define MOST_WAITING (32 << 20) /* bytes in each direction; the rest is lost, as in a switch */

struct frame {
  struct frame *next;
  int64_t due;
  size_t length;
  unsigned char bytes[];
};

struct way {
  int from, to;
  int64_t last_due; /* no frame leaves before the one ahead of it */
  int64_t busy;     /* until then the wire is taken by earlier frames */
  size_t waiting;
  struct frame *first, **end;
};

static int64_t delay, jitter, loss, kbit;
static unsigned char peer[ETH_ALEN];
static int has_peer;

static void fail(const char *what, const char *object) {
  fprintf(stderr, "relay: %s %s: %s\n", what, object, strerror(errno));
  exit(1);
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void set(int fd, int level, int option, int value) {
  if (setsockopt(fd, level, option, &value, sizeof value)) fail("set an option of", "a socket");
}

static int link_socket(const char *name) {
  int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0);
  if (fd < 0) fail("open a packet socket for", name);
  set(fd, SOL_PACKET, PACKET_VNET_HDR, 1);
  set(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
  set(fd, SOL_SOCKET, SO_RCVBUFFORCE, 16 << 20);
  set(fd, SOL_SOCKET, SO_SNDBUFFORCE, 16 << 20);
  struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
  address.sll_ifindex = (int)if_nametoindex(name);
  if (!address.sll_ifindex || bind(fd, (struct sockaddr *)&address, sizeof address))
    fail("listen on", name);
  return fd;
}

static int suffers(const unsigned char *bytes) {
  const unsigned char *ether = bytes + sizeof(struct virtio_net_hdr);
  return !has_peer || !memcmp(ether, peer, ETH_ALEN) || !memcmp(ether + ETH_ALEN, peer, ETH_ALEN);
}

/* When a frame that came at that time leaves. */
static int64_t leaves(struct way *way, int64_t time, size_t length) {
  if (kbit) {
    if (way->busy < time) way->busy = time;
    way->busy += (int64_t)length * 8 * 1000000 / kbit;
    time = way->busy;
  }
  time += delay + (jitter ? (int64_t)(drand48() * (double)jitter) : 0);
  if (time < way->last_due) time = way->last_due;
  return way->last_due = time;
}

static void take(struct way *way) {
  static unsigned char bytes[LARGEST];
  for (int i = 0; i < 64; i++) {
    ssize_t length = recv(way->from, bytes, sizeof bytes, 0);
    if (length < (ssize_t)(sizeof(struct virtio_net_hdr) + ETH_HLEN)) return;
    int64_t due = now();
    if (suffers(bytes)) {
      if (drand48() * 1e6 < (double)loss || way->waiting > MOST_WAITING) continue;
      due = leaves(way, due, (size_t)length - sizeof(struct virtio_net_hdr));
    } else if (way->first == NULL && send(way->to, bytes, (size_t)length, 0) >= 0) {
      continue;
    }
    struct frame *frame = malloc(sizeof *frame + (size_t)length);
    if (!frame) fail("keep", "a frame");
    *frame = (struct frame){.due = due, .length = (size_t)length};
    memcpy(frame->bytes, bytes, (size_t)length);
    struct frame **place = way->end;
    if (way->last_due > due) /* not delayed: overtakes those that are */
      for (place = &way->first; *place && (*place)->due <= due;) place = &(*place)->next;
    frame->next = *place;
    *place = frame;
    if (!frame->next) way->end = &frame->next;
    way->waiting += (size_t)length;
  }
}

static void give(struct way *way, int64_t time) {
  while (way->first && way->first->due <= time) {
    struct frame *frame = way->first;
    send(way->to, frame->bytes, frame->length, 0); /* what a link refuses is lost */
    way->waiting -= frame->length;
    way->first = frame->next;
    if (!way->first) way->end = &way->first;
    free(frame);
  }
}

static int64_t soonest(const struct way *ways) {
  int64_t due = INT64_MAX;
  for (int i = 0; i < 2; i++)
    if (ways[i].first && ways[i].first->due < due) due = ways[i].first->due;
  return due;
}

int main(int count, char **words) {
  if (count < 7) {
    fputs("usage: relay LINK LINK DELAY_US JITTER_US LOSS_PPM KBIT [PEER_MAC]\n", stderr);
    return 2;
  }
  delay = atoll(words[3]) * 1000;
  jitter = atoll(words[4]) * 1000;
  loss = atoll(words[5]);
  kbit = atoll(words[6]);
  has_peer = count > 7 && sscanf(words[7], "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", peer, peer + 1,
                                 peer + 2, peer + 3, peer + 4, peer + 5) == ETH_ALEN;
  if (count > 7 && !has_peer) return 2;
  srand48(now());
  int one = link_socket(words[1]), other = link_socket(words[2]);
  struct way ways[2] = {{.from = one, .to = other}, {.from = other, .to = one}};
  for (int i = 0; i < 2; i++) ways[i].end = &ways[i].first;
  puts("ready");
  fflush(stdout);
  for (;;) {
    int64_t due = soonest(ways), wait = due - now();
    struct timespec patience = {.tv_sec = wait > 0 ? wait / 1000000000 : 0,
                                .tv_nsec = wait > 0 ? wait % 1000000000 : 0};
    struct pollfd polled[2] = {{.fd = one, .events = POLLIN}, {.fd = other, .events = POLLIN}};
    if (ppoll(polled, 2, due == INT64_MAX ? NULL : &patience, NULL) < 0 && errno != EINTR)
      fail("wait for", "frames");
    for (int i = 0; i < 2; i++) {
      if (polled[i].revents & POLLIN) take(&ways[i]);
      give(&ways[i], now());
    }
  }
}
