#include "decode/remotenames.h"

#include "decode/words.h"

#define TOOL(domain, tool)                                                                                   \
	{                                                                                                    \
		{domain, sizeof domain - 1}, tool                                                            \
	}

static const struct {
	struct text domain;
	const char *tool;
} tools[] = {
	TOOL("teamviewer.com", "teamviewer"),
	TOOL("dyngate.com", "teamviewer"),
	TOOL("anydesk.com", "anydesk"),
	TOOL("rustdesk.com", "rustdesk"),
	TOOL("splashtop.com", "splashtop"),
	TOOL("splashtop.eu", "splashtop"),
	TOOL("logmein.com", "logmein"),
	TOOL("logmeinrescue.com", "logmein"),
	TOOL("logmein-gateway.com", "logmein"),
	TOOL("hamachi.cc", "hamachi"),
	TOOL("gotoassist.com", "goto"),
	TOOL("getgo.com", "goto"),
	TOOL("remotedesktop.google.com", "chrome-remote-desktop"),
	TOOL("remotedesktop-pa.googleapis.com", "chrome-remote-desktop"),
	TOOL("screenconnect.com", "screenconnect"),
	TOOL("ammyy.com", "ammyy"),
	TOOL("aeroadmin.com", "aeroadmin"),
	TOOL("supremocontrol.com", "supremo"),
	TOOL("dwservice.net", "dwservice"),
	TOOL("getscreen.me", "getscreen"),
	TOOL("remoteutilities.com", "remote-utilities"),
	TOOL("realvnc.com", "realvnc"),
	TOOL("beyondtrustcloud.com", "beyondtrust"),
	TOOL("bomgarcloud.com", "beyondtrust"),
	TOOL("islonline.net", "isl-online"),
	TOOL("assist.zoho.com", "zoho-assist"),
	TOOL("parsec.app", "parsec"),
	TOOL("rview.com", "rsupport"),
	TOOL("remotecall.com", "rsupport"),
	TOOL("startsupport.com", "rsupport"),
	TOOL("ngrok.io", "ngrok"),
	TOOL("ngrok.com", "ngrok"),
	TOOL("ngrok-agent.com", "ngrok"),
	TOOL("argotunnel.com", "cloudflare-tunnel"),
	TOOL("trycloudflare.com", "cloudflare-tunnel"),
	TOOL("tailscale.com", "tailscale"),
	TOOL("tailscale.io", "tailscale"),
	TOOL("zerotier.com", "zerotier"),
	TOOL("softether.net", "softether"),
	TOOL("softether-network.net", "softether"),
	TOOL("vpnazure.net", "softether"),
	TOOL("talk2m.com", "talk2m"), /* HMS Ewon */
	TOOL("secomea.com", "secomea"),
	TOOL("ixon.net", "ixon"),
	TOOL("ixon.cloud", "ixon"),
	TOOL("tosibox.com", "tosibox"),
	TOOL("mbconnect24.net", "mbconnect"),
	TOOL("mguard.com", "mguard"),
	TOOL("cloud.mguard.com", "mguard"),
	TOOL("weintek.com", "easyaccess"), /* Weintek EasyAccess */
	TOOL("ihmi.net", "easyaccess"),
	TOOL("napter.soracom.io", "soracom-napter"),
	TOOL("playit.gg", "playit"),
	TOOL("tmate.io", "tmate"),
};

/* The domain itself or a name under it. Where labels end is looked at first: every name of every DNS answer
 * is asked about. */
static bool is_under(struct text host, struct text domain)
{
	size_t before = host.n - domain.n;

	if (host.n < domain.n || (before && host.s[before - 1] != '.'))
		return false;
	return words_same(words_from(host, before), domain.s);
}

const char *remote_tool_of(struct text host)
{
	if (words_start(host, "www."))
		return NULL;
	for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++)
		if (is_under(host, tools[i].domain))
			return tools[i].tool;
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
