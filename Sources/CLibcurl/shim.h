#pragma once

#include <curl/curl.h>
#include <stddef.h>
#include <stdint.h>

// Swift can neither call variadic functions nor read unions by name: one typed function for each
// use.

static inline CURLcode magpie_easy_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode magpie_easy_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode magpie_easy_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode magpie_easy_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

// Macros that Swift cannot import.
static const long magpie_auth_basic = (long)CURLAUTH_BASIC;
static const long magpie_auth_digest = (long)CURLAUTH_DIGEST;

typedef size_t (*magpie_data_function)(char *data, size_t size, size_t count, void *context);

static inline CURLcode magpie_easy_set_data_function(
    CURL *handle, CURLoption option, magpie_data_function function) {
  return curl_easy_setopt(handle, option, function);
}

typedef int (*magpie_seek_function)(void *context, curl_off_t offset, int origin);

static inline CURLcode magpie_easy_set_seek_function(CURL *handle, magpie_seek_function function) {
  return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, function);
}

typedef int (*magpie_progress_function)(
    void *context, curl_off_t down_all, curl_off_t down, curl_off_t up_all, curl_off_t up);

static inline CURLcode magpie_easy_set_progress_function(
    CURL *handle, magpie_progress_function function) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, function);
}

typedef curl_socket_t (*magpie_socket_function)(
    void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode magpie_easy_set_socket_function(
    CURL *handle, magpie_socket_function function) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

typedef int (*magpie_close_function)(void *context, curl_socket_t socket);

static inline CURLcode magpie_easy_set_close_function(
    CURL *handle, magpie_close_function function) {
  return curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, function);
}

typedef int (*magpie_debug_function)(
    CURL *handle, curl_infotype kind, char *data, size_t size, void *context);

static inline CURLcode magpie_easy_set_debug_function(
    CURL *handle, magpie_debug_function function) {
  return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, function);
}

static inline CURLcode magpie_easy_get_pointer(CURL *handle, CURLINFO info, void *value) {
  return curl_easy_getinfo(handle, info, (char **)value);
}

static inline CURLMcode magpie_multi_set_long(CURLM *handle, CURLMoption option, long value) {
  return curl_multi_setopt(handle, option, value);
}

static inline CURLcode magpie_message_result(const CURLMsg *message) {
  return message->data.result;
}

static inline CURLSHcode magpie_share_data(CURLSH *share, curl_lock_data data) {
  return curl_share_setopt(share, CURLSHOPT_SHARE, data);
}

static inline CURLSHcode magpie_share_locks(
    CURLSH *share, curl_lock_function lock, curl_unlock_function unlock, void *context) {
  CURLSHcode code = curl_share_setopt(share, CURLSHOPT_LOCKFUNC, lock);
  if (code == CURLSHE_OK) code = curl_share_setopt(share, CURLSHOPT_UNLOCKFUNC, unlock);
  if (code == CURLSHE_OK) code = curl_share_setopt(share, CURLSHOPT_USERDATA, context);
  return code;
}

typedef int (*magpie_interest_function)(
    CURL *handle, curl_socket_t socket, int what, void *context, void *socket_context);

typedef int (*magpie_timer_function)(CURLM *handle, long milliseconds, void *context);

/// Sets the callbacks for sockets and for the timer of a multi handle, both with the same context.
static inline CURLMcode magpie_multi_set_events(
    CURLM *handle, magpie_interest_function interest, magpie_timer_function timer, void *context) {
  CURLMcode code = curl_multi_setopt(handle, CURLMOPT_SOCKETFUNCTION, interest);
  if (code == CURLM_OK) code = curl_multi_setopt(handle, CURLMOPT_SOCKETDATA, context);
  if (code == CURLM_OK) code = curl_multi_setopt(handle, CURLMOPT_TIMERFUNCTION, timer);
  if (code == CURLM_OK) code = curl_multi_setopt(handle, CURLMOPT_TIMERDATA, context);
  return code;
}
