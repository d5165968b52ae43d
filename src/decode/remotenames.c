#include "decode/remotenames.h"

#include "decode/words.h"

static const struct {
	const char *domain, *tool;
} tools[] = {
	{"teamviewer.com", "teamviewer"},
	{"dyngate.com", "teamviewer"},
	{"anydesk.com", "anydesk"},
	{"rustdesk.com", "rustdesk"},
	{"splashtop.com", "splashtop"},
	{"splashtop.eu", "splashtop"},
	{"logmein.com", "logmein"},
	{"logmeinrescue.com", "logmein"},
	{"logmein-gateway.com", "logmein"},
	{"hamachi.cc", "hamachi"},
	{"gotoassist.com", "goto"},
	{"getgo.com", "goto"},
	{"remotedesktop.google.com", "chrome-remote-desktop"},
	{"remotedesktop-pa.googleapis.com", "chrome-remote-desktop"},
	{"screenconnect.com", "screenconnect"},
	{"ammyy.com", "ammyy"},
	{"aeroadmin.com", "aeroadmin"},
	{"supremocontrol.com", "supremo"},
	{"dwservice.net", "dwservice"},
	{"getscreen.me", "getscreen"},
	{"remoteutilities.com", "remote-utilities"},
	{"realvnc.com", "realvnc"},
	{"beyondtrustcloud.com", "beyondtrust"},
	{"bomgarcloud.com", "beyondtrust"},
	{"islonline.net", "isl-online"},
	{"assist.zoho.com", "zoho-assist"},
	{"parsec.app", "parsec"},
	{"rview.com", "rsupport"},
	{"remotecall.com", "rsupport"},
	{"startsupport.com", "rsupport"},
	{"ngrok.io", "ngrok"},
	{"ngrok.com", "ngrok"},
	{"ngrok-agent.com", "ngrok"},
	{"argotunnel.com", "cloudflare-tunnel"},
	{"trycloudflare.com", "cloudflare-tunnel"},
	{"tailscale.com", "tailscale"},
	{"tailscale.io", "tailscale"},
	{"zerotier.com", "zerotier"},
	{"softether.net", "softether"},
	{"softether-network.net", "softether"},
	{"vpnazure.net", "softether"},
	{"talk2m.com", "talk2m"}, /* HMS Ewon */
	{"secomea.com", "secomea"},
	{"ixon.net", "ixon"},
	{"ixon.cloud", "ixon"},
	{"tosibox.com", "tosibox"},
	{"mbconnect24.net", "mbconnect"},
	{"mguard.com", "mguard"},
	{"cloud.mguard.com", "mguard"},
	{"weintek.com", "easyaccess"}, /* Weintek EasyAccess */
	{"ihmi.net", "easyaccess"},
	{"napter.soracom.io", "soracom-napter"},
	{"playit.gg", "playit"},
	{"tmate.io", "tmate"},
};

const char *remote_tool_of(struct text host)
{
	if (words_start(host, "www."))
		return NULL;
	for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
		size_t n = strlen(tools[i].domain);

		if (words_end(host, tools[i].domain) && (host.n == n || host.s[host.n - n - 1] == '.'))
			return tools[i].tool;
	}
	return NULL;
}

const char *remote_tool_of_certificate(struct text common_name, struct text organisation)
{
	if (words_start(common_name, "anynet") || words_start(common_name, "anydesk") ||
	    words_start(organisation, "philandro software"))
		return "anydesk";
	if (words_has(organisation, "teamviewer"))
		return "teamviewer";
	return remote_tool_of(words_start(common_name, "*.") ? words_from(common_name, 2) : common_name);
}
